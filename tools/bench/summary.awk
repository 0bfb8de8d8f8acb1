# What the others count too, from ziping's --format jsonl.
function count_of(code) {
    return index($0, "\"code\": \"" code "\"") > 0
}
{
    projects++
    indicators += gsub(/"level1": /, "&")
    rates += count_of("rate-mismatch")
    carryovers += count_of("carryover-mismatch")
    weights += count_of("weight-sum")
    totals += count_of("total-mismatch")
    match($0, /"declared": [0-9.]+, "declared_sum": [0-9.]+/)
    split(substr($0, RSTART, RLENGTH), pair, /[:,] */)
    declared += pair[2]
    grades[pair[4] >= 90 ? "优" : pair[4] >= 80 ? "良" : pair[4] >= 60 ? "中" : "差"]++
}
END {
    printf "projects %d\nindicators %d\nrate-mismatch %d\ncarryover-mismatch %d\n", projects, indicators, rates, carryovers
    printf "weight-sum %d\ntotal-mismatch %d\n", weights, totals
    printf "优 %d\n良 %d\n中 %d\n差 %d\ndeclared-total %.2f\n", grades["优"], grades["良"], grades["中"], grades["差"], declared
}
