# SPDX-License-Identifier: GPL-3.0-or-later
# For the checks beside it: goes to the top of the project and tells its files.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

# The project's files whose path matches one of the patterns ("core/*.cpp": at any depth), or all. From git where this
# is a checkout of its own, else from the folder: a source archive has no git.
project_files() {
    if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
        git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
            [ ! -f "$file" ] || printf '%s\n' "$file"
        done
        return
    fi
    local tests=() pattern
    for pattern in "$@"; do tests+=(-o -path "./$pattern"); done
    [ ${#tests[@]} -gt 0 ] || tests=(-o -true)
    find . -name .git -prune -o -path ./build -prune -o -path ./.cache -prune -o -type f \( "${tests[@]:1}" \) -print \
        | sed 's|^\./||' | sort
}
