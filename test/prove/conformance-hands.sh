#!/bin/sh
# What the administrator of this program's own province does on its pages, for `conformance --url … --hands`:
#   PROVINCE=http://127.0.0.1:8440 LOGIN=quantri PASSWORD=… sh test/prove/conformance-hands.sh end-station OFFICE STATION
#   … import FILE ANSWER
# Another server needs a command of its own that takes the same words. 0: done; 1: refused; 64: cannot be done.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pages="$PROVINCE/quan-tri"
ask() { curl -sS -b "$folder/cookies" -c "$folder/cookies" -H "Origin: $PROVINCE" -o "$folder/page" -w '%{http_code}' "$@"; }
token() { sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$folder/page" | head -n 1; }

ask --data-urlencode "login=$LOGIN" --data-urlencode "password=$PASSWORD" "$pages/dang-nhap" > /dev/null
ask "$pages/tep" > /dev/null
csrf=$(token)
[ -n "$csrf" ] || { echo "not signed in at $pages" >&2; exit 64; }

case "$1" in
  end-station)
    # Pages call an office by the record it was invited under; the one that is meant lists this station.
    ask "$pages/co-quan" > /dev/null
    status='no office has it'
    for office in $(grep -o '/quan-tri/co-quan/[0-9A-Za-z-]*' "$folder/page" | sort -u); do
      ask "$PROVINCE$office" > /dev/null
      grep -q "value=\"$3\"" "$folder/page" || continue
      status=$(ask --data-urlencode "csrf=$csrf" --data-urlencode "station=$3" -d sure-station=on "$PROVINCE$office/tram")
      break
    done
    [ "$status" = 303 ] || { echo "the station was not ended: status $status" >&2; exit 64; }
    ;;
  import)
    status=$(ask -F "csrf=$csrf" -F "file=@$2" "$pages/tep")
    answer=$(sed -n 's/.*class="button" href="\([^"]*tra-loi[^"]*\)".*/\1/p' "$folder/page" | head -n 1)
    [ "$status" = 200 ] && [ -n "$answer" ] || exit 1
    ask "$PROVINCE$answer" > /dev/null
    cp "$folder/page" "$3"
    ;;
  *)
    echo "end-station OFFICE STATION, or import FILE ANSWER" >&2
    exit 64
    ;;
esac
