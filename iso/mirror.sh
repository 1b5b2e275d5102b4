# Where packages come from, and how apt reaches it: as the system's own apt does.
# shellcheck shell=bash
# shellcheck disable=SC2154 # variables of lib.sh, which comes first

suite=trixie

# The first repository of the system's apt sources whose address ends in the given word.
# shellcheck disable=SC2016 # for apt-get to expand
repository() { apt-get indextargets --format '$(REPO_URI)' | grep -m1 -E "/$1/?\$" || true; }

mirror=${MIRROR:-$(repository debian)}
mirror=${mirror:-http://deb.debian.org/debian}
mirror=${mirror%/}
security=$(repository debian-security)
security=${security:-${mirror%/debian}/debian-security}
security=${security%/}

# debootstrap_from OUT_OPTIONS...: mmdebstrap with the mirror, its settings and the kept downloads.
# A mirror without a security or updates suite is used as it is.
debootstrap_from() {
  local sources=("deb $mirror $suite main non-free-firmware") candidate option options=()
  for candidate in "$mirror $suite-updates" "$security $suite-security"; do
    if curl -fsIL -o /dev/null --max-time 20 "${candidate% *}/dists/${candidate#* }/InRelease"; then
      sources+=("deb $candidate main non-free-firmware")
    else
      say "no ${candidate#* } at ${candidate% *}" >&2
    fi
  done
  while read -r option; do
    options+=("--aptopt=$option")
  done < <(apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries)')
  mkdir -p "$cache/apt"
  mmdebstrap --quiet --mode=root "${options[@]}" \
    --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
    --skip=download/empty --skip=essential/unlink \
    --setup-hook="mkdir -p \"\$1/var/cache/apt/archives\" && find '$cache/apt' -name '*.deb' -exec cp -t \"\$1/var/cache/apt/archives\" -l {} +" \
    --customize-hook="find \"\$1/var/cache/apt/archives\" -maxdepth 1 -name '*.deb' -exec cp -nlt '$cache/apt' {} +" \
    "$@" "${sources[@]}"
}
