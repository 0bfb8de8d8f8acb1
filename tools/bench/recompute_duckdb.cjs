// The core of the job in DuckDB, one thread, over JSON Lines that are ready made: rates, weights, totals, grades of the
// declared scores. Usage: node recompute_duckdb.cjs MODULES FILE.
const path = require("path");
const [modules, file] = process.argv.slice(2);
const { DuckDBInstance } = require(path.resolve(modules, "node_modules", "@duckdb/node-api"));

// The types are given, which is quicker than to have them guessed or to take each field out of JSON.
const fields = (types) => `STRUCT(${Object.entries(types).map(([name, type]) => `"${name}" ${type}`).join(", ")})`;
const amount = "DECIMAL(18, 3)";
const line = fields({
  全年预算数: amount, annual_budget: amount, 全年执行数: amount, executed: amount, 结转结余: amount, carryover: amount,
  执行率: "VARCHAR", rate: "VARCHAR", 得分: amount, score: amount,
});
const indicator = fields({ 分值: amount, weight: amount, 得分: amount, score: amount });
const evaluation = fields({ 总分: amount, total: amount });
const levels = `MAP(VARCHAR, MAP(VARCHAR, ${indicator}[]))`;
const columns = {
  资金: `MAP(VARCHAR, ${line})`, funds: `MAP(VARCHAR, ${line})`, 绩效指标: levels, indicators: levels,
  自评: evaluation, self_evaluation: evaluation,
};
const columnList = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`).join(", ");

const query = `
WITH project AS (
  SELECT map_values(coalesce(资金, funds)) AS lines,
    coalesce(资金, funds) AS funds,
    flatten(list_transform(map_values(coalesce(绩效指标, indicators)), level -> flatten(map_values(level)))) AS indicators,
    coalesce(自评.总分, self_evaluation.total) AS total
  FROM read_json('${file}', format = 'newline_delimited', columns = {${columnList}})
), facts AS (
  SELECT total, indicators,
    list_transform(lines, x -> {
      budget: (coalesce(x.全年预算数, x.annual_budget) * 1000)::BIGINT,
      executed: (coalesce(x.全年执行数, x.executed) * 1000)::BIGINT,
      carryover: (coalesce(x.结转结余, x.carryover) * 1000)::BIGINT,
      rate: (replace(coalesce(x.执行率, x.rate), '%', '')::DECIMAL(9, 2) * 100)::BIGINT}) AS lines,
    coalesce(funds['资金总额'].得分, funds['total'].score)
      + list_sum(list_transform(indicators, x -> coalesce(x.得分, x.score))) AS score_sum,
    10 + list_sum(list_transform(indicators, x -> coalesce(x.分值, x.weight))) AS weight_sum
  FROM project
)
SELECT count(*) AS "projects",
  sum(len(indicators)) AS "indicators",
  count(*) FILTER (len(list_filter(lines, x -> (20000 * x.executed + x.budget) // (2 * x.budget) != x.rate)) > 0) AS "rate-mismatch",
  count(*) FILTER (len(list_filter(lines, x -> x.budget - x.executed != x.carryover)) > 0) AS "carryover-mismatch",
  count(*) FILTER (weight_sum != 100) AS "weight-sum",
  count(*) FILTER (score_sum != total) AS "total-mismatch",
  count(*) FILTER (score_sum >= 90) AS "优",
  count(*) FILTER (score_sum >= 80 AND score_sum < 90) AS "良",
  count(*) FILTER (score_sum >= 60 AND score_sum < 80) AS "中",
  count(*) FILTER (score_sum < 60) AS "差",
  sum(total)::DECIMAL(18, 2) AS "declared-total"
FROM facts`;

async function main() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(query);
  const [row] = reader.getRowObjects();
  for (const [name, value] of Object.entries(row)) {
    console.log(`${name} ${value}`);
  }
}

main();
