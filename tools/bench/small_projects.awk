# Prints `count` projects of a few indicators, each with a name of its own, as a stream.
BEGIN {
    for (i = 1; i <= count; i++) {
        printf "---\n项目名称: 项目%d号\n年度: 2023\n资金: {资金总额: {全年预算数: 10, 全年执行数: 10, 得分: 10}}\n", i
        printf "绩效指标:\n  产出指标:\n    - {名称: 培训人数, 指标值: ≥60人, 完成值: 71人, 分值: 50, 得分: 50}\n"
        printf "  效益指标:\n    - {名称: 持证率, 指标值: ≥80%%, 完成值: 95%%, 分值: 40, 得分: 40}\n"
        printf "自评: {总分: 100, 等级: 优}\n"
    }
}
