# What ./try and ./test have in common; sourced by them in the folder of the repository.

packages=()

need() { # PACKAGE COMMAND...: the package is missing when the command fails
    "${@:2}" >/dev/null 2>&1 || packages+=("$1")
}

need_real_servers() {
    need debootstrap command -v debootstrap
    need debian-archive-keyring test -e /usr/share/keyrings/debian-archive-keyring.gpg
    need iproute2 command -v ip
    need util-linux command -v setpriv
}

install_packages() { # those that are missing
    [ ${#packages[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "Missing: ${packages[*]}. Install them, or run this as root on Debian." >&2
        exit 1
    fi
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends "${packages[@]}" \
        >/dev/null
}

install_qbtui() { # VERSIONS REQUIREMENT: pinned, oldest or newest, each into its own environment
    local venv=.venv constraints=constraints.txt
    if [ "$1" != pinned ]; then
        venv=".venv-$1"
        constraints="$venv/constraints.txt"
    fi
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    PATH="$PWD/$venv/bin:$PATH"
    [ "$1" = pinned ] || python -m tests.versions "$1" >"$constraints"
    # The folder has the release of Python in its name: with another one nothing is installed yet.
    local stamp
    stamp="$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/installed$2"
    if [ "$1" = newest ] || [ ! "$stamp" -nt pyproject.toml ] || [ ! "$stamp" -nt constraints.txt ]
    then
        echo "Installing qbtui into $venv"
        # What builds it is installed first: pip would fetch the newest for itself.
        install_constrained "$constraints" hatchling editables
        install_constrained "$constraints" --no-build-isolation --editable "$2"
        touch "$stamp"
    fi
}

install_constrained() { # CONSTRAINTS PIP_ARGUMENT...
    pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager \
        --constraint "$@"
}

among_themselves() { # COMMAND...: with loopback only: the servers reach each other and nobody else
    exec unshare --net -- sh -c 'ip link set lo up && exec "$@"' sh "$@"
}
