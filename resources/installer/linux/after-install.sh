#!/bin/sh
# Runs as root after the deb or rpm package was unpacked. DPKG_ROOT is empty but for a package that is installed into
# another root. (Braces around a name are filled in when the package is made.)
root=${DPKG_ROOT:-}
app="$root/opt/Stile"

# The command. A file of this name that belongs to something else stays.
command=/opt/Stile/resources/resources/bin/stile
link="$root/usr/bin/stile"
if [ ! -e "$link" ] || [ "$(readlink "$link")" = "$command" ]; then
  ln -sf "$command" "$link"
fi

# Chromium's sandbox wants user namespaces; on kernels without them a helper that is set-user-ID stands in.
if [ -f "$app/chrome-sandbox" ]; then
  if [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; then
    chmod 0755 "$app/chrome-sandbox"
  else
    chmod 4755 "$app/chrome-sandbox"
  fi
fi

# Ubuntu 24.04 and newer let only programs with a profile of AppArmor have user namespaces. Older versions of AppArmor
# do not know what the profile says, and do not need it.
profile="$app/resources/apparmor-profile"
if [ -d "$root/etc/apparmor.d" ] && command -v apparmor_parser >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
    cp -f "$profile" "$root/etc/apparmor.d/stile-desktop"
    if [ -z "$root" ] && apparmor_status --enabled >/dev/null 2>&1; then
      apparmor_parser --replace --write-cache --skip-read-cache /etc/apparmor.d/stile-desktop || true
    fi
  fi
fi

if command -v update-mime-database >/dev/null 2>&1; then
  update-mime-database "$root/usr/share/mime" || true
fi
if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database "$root/usr/share/applications" || true
fi
exit 0
