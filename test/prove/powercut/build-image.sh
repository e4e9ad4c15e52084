#!/usr/bin/env bash
# Builds the guest of the proof `powercut`: kernel, initial RAM disk and root disk with Node and the SQLite package.
# usage: build-image.sh OUT NODE SQLITE   (OUT: folder; NODE: the program; SQLITE: folder of the package)
# Needs root and: apt-get install qemu-system-x86 debootstrap cpio e2fsprogs
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1 node=$2 sqlite=$3
mkdir -p "$out"
root=$out/root stage=$out/stage

if [ ! -e "$root/built" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase --include=kmod,linux-image-amd64,initramfs-tools,busybox-static,libstdc++6 \
    bookworm "$root"
  # debootstrap leaves /proc mounted where it may.
  umount "$root/proc" 2>/dev/null || true
  touch "$root/built"
fi
kernel=$(ls "$root/lib/modules" | head -1)
cp "$root/boot/vmlinuz-$kernel" "$out/vmlinuz"

# The initial RAM disk knows just enough to find the root disk.
ram=$(mktemp -d)
mkdir -p "$ram"/{bin,proc,sys,dev,newroot,mods}
cp "$root/bin/busybox" "$ram/bin/busybox"
ln -s busybox "$ram/bin/sh"
chroot "$root" depmod "$kernel"
: > "$ram/mods/order"
for module in virtio_pci virtio_blk crc32c_generic ext4; do
  chroot "$root" modprobe --show-depends -S "$kernel" "$module" | awk '$1 == "insmod" { print $2 }'
done | awk '!seen[$0]++' | while read -r file; do
  cp "$root$file" "$ram/mods/"
  basename "$file" >> "$ram/mods/order"
done
cat > "$ram/init" <<'INIT'
#!/bin/sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev
while read -r module; do $b insmod "/mods/$module" || echo "insmod $module failed"; done < /mods/order
n=0; while [ ! -b /dev/vda ] && [ $n -lt 100 ]; do $b sleep 0.1; n=$((n + 1)); done
$b mount -t ext4 -o rw /dev/vda /newroot || exec $b sh
$b mount --move /proc /newroot/proc; $b mount --move /sys /newroot/sys; $b mount --move /dev /newroot/dev
exec $b switch_root /newroot /guest-init
INIT
chmod +x "$ram/init"
(cd "$ram" && find . | cpio -o -H newc --quiet | gzip -9) > "$out/initrd.gz"
rm -rf "$ram"

rm -rf "$stage"
mkdir "$stage"
tar -C "$root" --one-file-system -cf - \
  --exclude=./boot --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./proc \
  --exclude=./sys --exclude=./var/cache/apt --exclude=./var/lib/apt/lists --exclude=./usr/share/info --exclude=./dev \
  --exclude=./lib/modules --exclude=./usr/lib/modules --exclude=./usr/share/i18n . | tar -C "$stage" -xf -
modules=lib/modules/$kernel
mkdir -p "$stage"/{dev,proc,sys,shared,node_modules} "$stage/$modules"
for part in kernel/drivers/virtio kernel/drivers/block/virtio_blk.ko kernel/drivers/char kernel/fs/ext4 kernel/fs/jbd2 \
  kernel/fs/mbcache.ko kernel/fs/9p kernel/fs/netfs kernel/fs/fscache kernel/net/9p kernel/lib kernel/crypto \
  kernel/arch/x86/crypto; do
  if [ -e "$root/$modules/$part" ]; then
    mkdir -p "$stage/$modules/$(dirname $part)"
    cp -a "$root/$modules/$part" "$stage/$modules/$(dirname $part)/"
  fi
done
cp "$root/$modules"/modules.{order,builtin,builtin.modinfo} "$stage/$modules/"
chroot "$stage" depmod "$kernel"
install -m 755 "$here/guest-init" "$stage/guest-init"
install -m 755 "$node" "$stage/usr/local/bin/node"
# The package without its sources and without what is for other systems.
tar -C "$(dirname "$sqlite")" -cf - --exclude=better-sqlite3/deps --exclude='*darwin*.node' --exclude='*win32*' \
  better-sqlite3 | tar -C "$stage/node_modules" -xf -

rm -f "$out/root.ext4"
size=$(($(du -sm "$stage" | cut -f1) * 12 / 10 + 80))
mkfs.ext4 -q -F -d "$stage" -L root "$out/root.ext4" "${size}M"
rm -rf "$stage"
