# shellcheck shell=bash
# To be sourced: reads resources/packages and installs what is missing of it.

packages_file="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/packages"

# packages_in SECTION...: the packages of these sections, one a line.
packages_in()
{
    awk -v wanted=" $* " '
        { sub(/#.*/, "") }
        /^\[/ { section = substr($1, 2, length($1) - 2); next }
        NF && index(wanted, " " section " ") { print $1 }' "$packages_file"
}

# Those of the packages given by name that are not installed.
packages_missing()
{
    local name
    for name in "$@"; do
        [[ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" == installed ]] \
            || echo "$name"
    done
}

# packages_install SECTION...: makes sure that the packages of these sections are there. Asks for
# root's rights only when something is missing. Elsewhere than on Debian it trusts the person.
packages_install()
{
    local wanted missing as_root=()
    mapfile -t wanted < <(packages_in "$@")
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "No apt-get here. Needed, by their names in Debian 12: ${wanted[*]}"
        return
    fi
    mapfile -t missing < <(packages_missing "${wanted[@]}")
    ((${#missing[@]})) || return 0

    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "Missing: ${missing[*]}. Install them as root with: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
