#!/bin/sh
# Lays out an installation under DIRECTORY/opt/tocsin that needs only a shell and the C library: launcher, jar and a small
# Java of its own. The build must be there. JAVA_HOME names the JDK that the small Java is cut from.
# The class archive holds its own path, so it is made where the installation will stay: opt/tocsin/tocsin rehearse
set -eu

[ "$#" -eq 1 ] || { echo "usage: packaging/image.sh DIRECTORY" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
home=$1/opt/tocsin
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink

# The first five are what the jar needs; the others are found by name at run time: elliptic curves, DNS records, SASL for
# mail, and the file system of zips for the templates within the jar.
modules=java.base,java.desktop,java.naming,java.net.http,java.sql
modules=$modules,java.management,java.security.sasl,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs

case $("$jlink" --version) in
    17* | 18* | 19* | 20*) compress=2 ;;
    *) compress=zip-6 ;;
esac

mkdir -p "$home/server/target"
cp -p "$root/tocsin" "$root/LICENSE" "$home/"
cp -p "$root/server/target/tocsin.jar" "$home/server/target/"
rm -rf "$home/java"
"$jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress=$compress --output "$home/java"
# Of Java's own classes, which the archive of Tocsin's builds on; with the object headers that the launcher asks for.
"$home/java/bin/java" -XX:+IgnoreUnrecognizedVMOptions -XX:+UseCompactObjectHeaders -Xshare:dump >/dev/null 2>&1
