// The core of the job with js-yaml and a decision graph of @gorules/zen-engine: rates, weights, totals, grades of the
// declared scores. Usage: node recompute_zen.cjs MODULES FOLDER. Everything is read as text, as the form has it.
const fs = require("fs");
const path = require("path");
const [modules, folder] = process.argv.slice(2);
const from = (name) => require(path.resolve(modules, "node_modules", name));
const yaml = from("js-yaml");
const { ZenEngine } = from("@gorules/zen-engine");

const expressions = {
  wrongRates: "count(lines, floor((20000 * #.executed + #.budget) / (2 * #.budget)) != #.rate)",
  wrongCarryovers: "count(lines, #.budget - #.executed != #.carryover)",
  weightSum: "1000 + sum(weights)",
  scoreSum: "executionScore + sum(scores)",
};
const bands = [[9000, "优"], [8000, "良"], [6000, "中"], [0, "差"]];
const node = (id, type, content) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
const graph = {
  nodes: [
    node("input", "inputNode", {}),
    node("sums", "expressionNode", {
      passThrough: true,
      expressions: Object.entries(expressions).map(([key, value]) => ({ id: key, key, value })),
    }),
    node("grades", "decisionTableNode", {
      hitPolicy: "first",
      passThrough: true,
      inputs: [{ id: "scoreSum", name: "scoreSum", field: "scoreSum" }],
      outputs: [{ id: "grade", name: "grade", field: "grade" }],
      rules: bands.map(([least, grade], i) => ({ _id: `${i}`, scoreSum: `>= ${least}`, grade: `"${grade}"` })),
    }),
    node("output", "outputNode", {}),
  ],
  edges: [["input", "sums"], ["sums", "grades"], ["grades", "output"]].map(([sourceId, targetId]) => ({
    id: sourceId + targetId, type: "edge", sourceId, targetId,
  })),
};

// Whole numbers of the smallest unit, so that sums are exact.
const scaled = (text, factor) => Math.round(Number(text) * factor);
const either = (mapping, chinese, english) => mapping[chinese] ?? mapping[english];

function facts(project) {
  const funds = either(project, "资金", "funds");
  const indicators = Object.values(either(project, "绩效指标", "indicators")).flatMap((level) => Object.values(level).flat());
  return {
    lines: Object.values(funds).map((line) => ({
      budget: scaled(either(line, "全年预算数", "annual_budget"), 1000),
      executed: scaled(either(line, "全年执行数", "executed"), 1000),
      carryover: scaled(either(line, "结转结余", "carryover"), 1000),
      rate: scaled(either(line, "执行率", "rate").replace("%", ""), 100),
    })),
    executionScore: scaled(either(either(funds, "资金总额", "total"), "得分", "score"), 100),
    weights: indicators.map((indicator) => scaled(either(indicator, "分值", "weight"), 100)),
    scores: indicators.map((indicator) => scaled(either(indicator, "得分", "score"), 100)),
    total: scaled(either(either(project, "自评", "self_evaluation"), "总分", "total"), 100),
  };
}

async function main() {
  const decision = new ZenEngine().createDecision(graph);
  const names = ["projects", "indicators", "rate-mismatch", "carryover-mismatch", "weight-sum", "total-mismatch"];
  const sums = Object.fromEntries([...names, "优", "良", "中", "差", "declared-total"].map((name) => [name, 0]));
  const schema = yaml.FAILSAFE_SCHEMA;
  for (const name of fs.readdirSync(folder)) {
    const input = facts(yaml.load(fs.readFileSync(path.join(folder, name), "utf8"), { schema }));
    const { result } = await decision.evaluate(input);
    sums["projects"] += 1;
    sums["indicators"] += input.weights.length;
    sums["rate-mismatch"] += result.wrongRates > 0;
    sums["carryover-mismatch"] += result.wrongCarryovers > 0;
    sums["weight-sum"] += result.weightSum !== 10000;
    sums["total-mismatch"] += result.scoreSum !== input.total;
    sums[result.grade] += 1;
    sums["declared-total"] += input.total;
  }
  sums["declared-total"] = (sums["declared-total"] / 100).toFixed(2);
  for (const [name, value] of Object.entries(sums)) {
    console.log(`${name} ${value}`);
  }
}

main();
