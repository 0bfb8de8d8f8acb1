"""JSON Schema (draft-07, which the YAML language server of editors knows best) of the files that people write.

Which fields there are, what they are called and whether they are needed comes from the field tables of the loaders
(outline.c), what editors show about them from descriptions.tsv. What stands in a field that is more than one value is
said here, since only the code of the loaders knows it. Each field, table and description is used once: one that is
forgotten ends this with a message.

A schema knows less than the loaders: it does not see that a key stands twice, nor what a number adds up to.
"""

import csv

# Cells are what an editor's YAML makes of them: 20, yes, 2023-04-01, nothing. Only mappings and lists are none. Said by
# what they are not: a list of types would make editors propose true, false and null in every field.
NO_SCALAR = {"type": ["object", "array"]}
NO_FIGURE = {"type": ["object", "array", "boolean"]}
NO_GIVEN_SCALAR = {"type": ["object", "array", "null"]}
NO_GIVEN_FIGURE = {"type": ["object", "array", "boolean", "null"]}

BLANK = r"[ \t\r\n\u3000]*"
NOT_BLANK = r"[^ \t\r\n\u3000]"
# Digits with whatever separates them and one point, full-width ones too; letters, Chinese characters, quotes and %
# make it another thing.
OTHER = r"A-Za-z\u3400-\u9fff“”‘’\"'%％﹪"
POINT = ".．﹒"
DIGITS = f"(?=[^0-9０-９]*[0-9０-９])[^{OTHER}{POINT}]*([{POINT}][^{OTHER}{POINT}]*)?"
SHARE = f"{DIGITS}[%％﹪]{BLANK}"
FOUR_DIGITS = f"[^{OTHER}0-9０-９]*" + f"[0-9０-９][^{OTHER}0-9０-９]*" * 4
# What people write for a number that they do not have.
NO_NUMBER = f"{BLANK}(-|—|——|/|未填报)?{BLANK}"

MOST = {"maximum": 10**18}  # 18 digits, and what a parser rounds them to

FIGURES = {
    "number": (DIGITS, {"minimum": -(10**18), **MOST}),
    "positive_number": (DIGITS, {"minimum": 0, **MOST}),
    "count": (DIGITS, {"minimum": 0, **MOST, "multipleOf": 1}),
    "per_cent": (f"{DIGITS}[%％﹪]?{BLANK}", {"minimum": -(10**18), **MOST}),
    "share": (SHARE, None),
    # 0999 would be one for us, but no editor could tell it from 999.
    "year": (FOUR_DIGITS, {"minimum": 1000, "maximum": 9999, "multipleOf": 1}),
}


# What editors say instead of showing the pattern.
SAID = {
    "share": "应当是百分数，如 80%\na percentage with its sign, such as 80%",
    "year": "应当是四位数字的年份\na year of four digits",
    "per_cent": "应当是数字，% 可写可不写\na number, with or without %",
}
SAID_OF_NUMBERS = "应当是数字，不写单位\na number without a unit"
SAID_OF_TEXTS = "不能空着\nmust not be empty"


def figure(kind, is_needed):
    pattern, bounds = FIGURES[kind]
    schema = {"not": NO_GIVEN_FIGURE if is_needed else NO_FIGURE}
    if bounds is None:  # 80 is no share, 80% is
        schema["not"] = {"type": schema["not"]["type"] + ["number"]}
    schema["pattern"] = f"^({pattern})$" if is_needed else f"^({pattern}|{NO_NUMBER})$"
    schema["errorMessage"] = SAID.get(kind, SAID_OF_NUMBERS)
    return {**schema, **(bounds or {})}


def text(is_needed):
    if is_needed:
        return {"not": NO_GIVEN_SCALAR, "pattern": NOT_BLANK, "errorMessage": SAID_OF_TEXTS}
    return {"not": NO_SCALAR}


def words(choices, is_needed):
    choices = list(dict.fromkeys(choices))
    if all(choice.isdecimal() for choice in choices):  # 2 is a number for editors, "2" is the same for us
        return either({"enum": [int(choice) for choice in choices]},
                      {"type": "string", "pattern": f"^({'|'.join(choices)})$"})
    return {"enum": choices if is_needed else choices + ["", None]}


def either(*schemas):
    return {"anyOf": list(schemas)}


def table(name):
    return {"$ref": f"#/definitions/{name}"}


def entries(schema, **more):
    return {"type": "object", "additionalProperties": schema, **more}


def items(schema, **more):
    return {"type": "array", "items": schema, **more}


NOTHING = {"type": "null"}
INTERVAL = items(figure("share", True), minItems=2, maxItems=2)
INDICATORS = items(table("indicator"))
LEVEL_2 = either(INDICATORS, NOTHING)
LEVEL_1 = either(INDICATORS, entries(LEVEL_2), NOTHING)
NO_INDICATOR = either({"type": "array", "maxItems": 0}, NOTHING)
NO_INDICATORS = {"type": "object", "additionalProperties": either(entries(NO_INDICATOR), NO_INDICATOR)}

# What a field holds that is more than one value; under "*" what stands under keys that are data.
CONTENTS = {
    ("project", "project", "主管部门"): either(table("party"), text(False)),
    ("project", "project", "预算单位"): either(table("party"), text(False)),
    ("project", "project", "资金"): table("funds"),
    ("project", "project", "绩效指标"): {**entries(LEVEL_1), "not": NO_INDICATORS},
    ("project", "project", "自评"): table("self_evaluation"),
    ("project", "project", "说明"): entries(text(False)),
    ("project", "funds", "资金总额"): table("total"),
    ("project", "funds", "*"): table("source"),
    ("project", "indicator", "分项"): items(table("part"), minItems=1),
    ("department", "department", "公开数"): table("published"),
    ("department", "published", "等级"): entries(figure("count", True), maxProperties=32),
    ("rule_set", "rule_set", "适用年度"): table("years"),
    ("rule_set", "rule_set", "权重"): table("weights"),
    ("rule_set", "rule_set", "预算执行"): table("execution"),
    ("rule_set", "rule_set", "定量指标"): table("quantitative"),
    ("rule_set", "rule_set", "定性指标"): table("qualitative"),
    ("rule_set", "rule_set", "时限未达"): table("late"),
    ("rule_set", "rule_set", "指标值空白"): table("blank_target"),
    ("rule_set", "rule_set", "等级"): table("bands"),
    ("rule_set", "rule_set", "否决"): items(table("veto")),
    ("rule_set", "weights", "*"): figure("positive_number", True),
    ("rule_set", "qualitative", "达成"): table("tier"),
    ("rule_set", "qualitative", "部分达成"): table("tier"),
    ("rule_set", "qualitative", "未达成"): table("tier"),
    ("rule_set", "tier", "区间"): INTERVAL,
    ("rule_set", "late", "区间"): INTERVAL,
    ("rule_set", "blank_target", "区间"): INTERVAL,
    ("rule_set", "bands", "*"): figure("number", True),
    ("baseline", "baseline", "已知问题"): items(table("known_finding")),
    ("rule_set", "veto", "条件"): entries(text(True), minProperties=1, maxProperties=1),
}

# Cells that are more than their kind says.
CELLS = {
    ("baseline", "known_finding", "个数"): {**figure("count", False), "minimum": 1},
    ("baseline", "known_finding", "到期"): {
        "not": NO_GIVEN_SCALAR, "pattern": r"^[ \t]*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ \t]*$",
        "errorMessage": "应当是日期，如 2027-06-30\na date such as 2027-06-30"},
}

BLANK_CELL = {"type": ["null", "string"], "pattern": f"^{BLANK}$"}


def is_given(*names):
    return [{"required": [name], "properties": {name: text(True)}} for name in names]


# What fields of one table mean for each other.
BETWEEN_FIELDS = {
    ("project", "indicator"): [
        {
            "if": either({"required": ["分项"], "properties": {"分项": {"type": "array"}}},
                         {"required": ["parts"], "properties": {"parts": {"type": "array"}}}),
            "then": {"properties": {name: BLANK_CELL for name in (
                "指标值", "target", "调整后指标值", "adjusted_target", "完成值", "achieved")}},
        },
    ],
    ("rule_set", "veto"): [{"oneOf": is_given("等级", "grade", "上限", "cap")}],
    ("baseline", "known_finding"): [{"oneOf": is_given("项目", "project", "部门", "department")}],
}

# Where a rule set extends another, a field that is needed otherwise may be absent.
EXTENDS = either(*is_given("继承", "extends"))
WHOLE = "_of_its_own"


class Composer:
    def __init__(self, file, tables, descriptions):
        self.file = file
        self.tables = {each["name"]: each for each in tables}
        self.descriptions = descriptions
        self.used = set()
        self.definitions = {}

    def described(self, table_name, key, schema):
        row = (self.file, table_name, key)
        if row not in self.descriptions:
            raise SystemExit(f"descriptions.tsv: no row {row}")
        self.used.add(row)
        return {"description": self.descriptions[row], **schema}

    def content(self, table_name, key):
        row = (self.file, table_name, key)
        if row not in CONTENTS:
            raise SystemExit(f"compose.py: CONTENTS has no {row}")
        self.used.add(("content", *row))
        return CONTENTS[row]

    def field(self, table_name, field):
        is_needed = field["need"] != "optional"
        if field["kind"] == "node":
            schema = self.content(table_name, field["key"])
            if is_needed or "anyOf" in schema:
                return schema
            return either(schema, NOTHING)
        row = (self.file, table_name, field["key"])
        if row in CELLS:
            self.used.add(("content", *row))
            return CELLS[row]
        if field["words"]:
            return words(field["words"], is_needed)
        return text(is_needed) if field["kind"] == "text" else figure(field["kind"], is_needed)

    def define_fields(self, each):
        for field in each["fields"]:
            schema = self.field(each["name"], field)
            if "$ref" in schema:  # nothing can stand beside it
                schema = {"allOf": [schema]}
            self.definitions[f"{each['name']}.{field['alias']}"] = self.described(each["name"], field["key"], schema)

    def needed(self, each, needs):
        return [{"anyOf": [{"required": [field["key"]]}, {"required": [field["alias"]]}]}
                for field in each["fields"] if field["need"] in needs]

    def mapping(self, each):
        name = each["name"]
        properties = {}
        for field in each["fields"]:
            reference = {"$ref": f"#/definitions/{name}.{field['alias']}"}
            properties[field["key"]] = reference
            properties[field["alias"]] = reference
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if each["has_data_keys"]:
            content = self.content(name, "*")
            content = {"allOf": [content]} if "$ref" in content else content
            schema["additionalProperties"] = self.described(name, "*", content)
        schema["dependencies"] = {field["key"]: {"properties": {field["alias"]: False}} for field in each["fields"]}
        conditions = self.needed(each, ["required"]) + BETWEEN_FIELDS.get((self.file, name), [])
        if conditions:
            schema["allOf"] = conditions
        return self.described(name, ".", schema)

    def define_whole(self, name):
        """What is needed of a table, and below it, where nothing is inherited. Answers whether that is anything."""
        each = self.tables[name]
        properties = {}
        for field in each["fields"]:
            reference = CONTENTS.get((self.file, name, field["key"]), {}).get("$ref", "").rsplit("/", 1)[-1]
            if reference and self.define_whole(reference):
                properties[field["key"]] = properties[field["alias"]] = table(reference + WHOLE)
        needed = self.needed(each, ["inheritable"])
        if needed or properties:
            self.definitions[name + WHOLE] = {"allOf": needed, "properties": properties}
        return bool(needed or properties)

    def schema(self):
        root = next(iter(self.tables))
        for each in self.tables.values():
            self.definitions[each["name"]] = self.mapping(each)
            self.define_fields(each)
        schema = {"$schema": "http://json-schema.org/draft-07/schema#",
                  "title": f"ziping {self.file}", "allOf": [table(root)]}
        if self.define_whole(root):
            schema = {**schema, "if": EXTENDS, "else": table(root + WHOLE)}
        return {**schema, "definitions": self.definitions}


def read_descriptions(path):
    descriptions = {}
    with open(path, encoding="utf-8", newline="") as rows:
        for row in csv.reader((line for line in rows if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) != 5 or "" in row or tuple(row[:3]) in descriptions:
                raise SystemExit(f"descriptions.tsv: {row}")
            descriptions[tuple(row[:3])] = f"{row[3]}\n{row[4]}"
    return descriptions


def compose(outline, descriptions_path):
    """The schema of each kind of file, by its name."""
    descriptions = read_descriptions(descriptions_path)
    composers = {}
    for row in outline:
        composers.setdefault(row["file"], []).append(row["table"])
    composers = {file: Composer(file, tables, descriptions) for file, tables in composers.items()}
    schemas = {file: composer.schema() for file, composer in composers.items()}
    used = set().union(*(composer.used for composer in composers.values()))
    unused = [row for row in descriptions if row not in used]
    unused += [row for row in [*CONTENTS, *CELLS] if ("content", *row) not in used]
    if unused:
        raise SystemExit(f"descriptions.tsv or compose.py: no such field: {unused}")
    return schemas
