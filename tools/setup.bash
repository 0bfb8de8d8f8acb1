# shellcheck shell=bash disable=SC2034 # what it sets is used by those who source it
# What the scripts of this folder share: packages and builds. Sourced, from the top of the project.

program=build/tools/ziping/ziping

# A package of Debian, and how to see that what it brings is there already.
build_packages=(
    'gcc command gcc'
    'libc6-dev header stdlib.h'
    'cmake command cmake'
    'ninja-build command ninja'
    'pkg-config command pkg-config'
    'libyaml-dev module yaml-0.1'
    'libpcre2-dev module libpcre2-8'
    'libutf8proc-dev module libutf8proc'
    'nettle-dev module nettle'
    'libxxhash-dev module libxxhash'
)
test_packages=(
    'g++ command g++'
    'check module check'
    'libgmp-dev module gmp'
    'python3 command python3'
    'python3-yaml python yaml'
    'python3-jsonschema python jsonschema'
)
check_packages=(
    'clang command clang'
    'libclang-rt-dev file /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer*'
    'clang-format command clang-format'
    'clang-tidy command clang-tidy'
    'shellcheck command shellcheck'
    'valgrind command valgrind'
    'gcovr command gcovr'
    'binutils command objdump'
)

say() {
    printf '%s\n' "$*"
}

fail() {
    say "$*" >&2
    exit 1
}

is_present() {
    case $1 in
    command) command -v "$2" >/dev/null ;;
    header) printf '#include <%s>\n' "$2" | gcc -E - >/dev/null 2>&1 ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    file) compgen -G "$2" >/dev/null ;;
    python) python3 -c "import $2" 2>/dev/null ;;
    esac
}

# Runs a command and keeps what it prints to itself, unless it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if ((status != 0)); then
        say "$*" >&2
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

apt_get() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o Acquire::Retries=3 "$@"
}

install_packages() {
    command -v apt-get >/dev/null || fail "请先安装 / install first: $*"
    ((EUID == 0)) || command -v sudo >/dev/null || fail "请用 root 安装 / install as root: apt-get install $*"
    say "安装缺少的软件包 / Installing what is missing: $*"
    # A mirror that is being renewed answers nonsense for a moment: once more then.
    quietly apt_get update || { sleep 10 && quietly apt_get update; } || return
    quietly apt_get install --no-install-recommends "$@" || { sleep 10 && quietly apt_get install --no-install-recommends "$@"; }
}

# Installs those packages of the tables given that are missing.
need() {
    local row package kind what missing=()
    for row in "$@"; do
        read -r package kind what <<<"$row"
        is_present "$kind" "$what" || missing+=("$package")
    done
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

# configure FOLDER OPTION…: the folder keeps the generator that it was begun with.
configure() {
    local folder=$1 generator=()
    [[ -f $folder/CMakeCache.txt ]] || generator=(-G Ninja)
    quietly cmake -S . -B "$folder" "${generator[@]}" "${@:2}"
}

# build FOLDER OPTION…
build() {
    quietly cmake --build "$1" --parallel "$(nproc)" "${@:2}"
}

# run_tests FOLDER OPTION…: all tests of a build.
run_tests() {
    ctest --test-dir "$1" --parallel "$(nproc)" --output-on-failure --no-tests=error "${@:2}" </dev/null
}
