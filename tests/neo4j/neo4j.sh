#!/usr/bin/env bash
# A real Neo4j Community server from its Maven Central jars: build | init PASSWORD | start | stop | kill | status | admin ARGS... (neo4j-admin; imports only while stopped)
# Environment: NEO4J_HOME (default: target/neo4j beside this file), NEO4J_LIB (the jars; $NEO4J_HOME/lib), HEAP (1g), BOLT_PORT (7687), HTTP_PORT (7474), JAVA (java 17 or 21).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=${NEO4J_HOME:-$here/target/neo4j}
lib=${NEO4J_LIB:-$home/lib}
java=${JAVA:-java} heap=${HEAP:-1g} bolt=${BOLT_PORT:-7687} http=${HTTP_PORT:-7474}
export NEO4J_HOME=$home NEO4J_CONF=$home/conf  # AdminTool refuses to start without them
flags=(-Xmx"$heap" -XX:+UseG1GC -XX:+DisableExplicitGC -Djdk.nio.maxCachedBufferSize=1024
  --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
  -Dlog4j2.disable.jmx=true -Dfile.encoding=UTF-8)
classpath="$home/plugins/*:$home/conf/*:$lib/*"

# The jars go to $NEO4J_LIB; Maven's own build folder stays out of the working tree.
build() { mvn -q -B -f "$here/pom.xml" -Dlib="$lib" -Dwork="$lib.maven" package; }

init() {
  mkdir -p "$home"/{conf,data,logs,run,plugins,import}
  cat > "$home/conf/neo4j.conf" <<CONF
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$bolt
server.bolt.advertised_address=127.0.0.1:$bolt
server.http.listen_address=127.0.0.1:$http
server.http.advertised_address=127.0.0.1:$http
server.https.enabled=false
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
CONF
  admin dbms set-initial-password "${1:?a password of 8 characters or more}"
}

start() {
  : > "$home/logs/console.log"  # the last run's "Started." must not be taken for this one's
  nohup "$java" "${flags[@]}" -cp "$classpath" org.neo4j.server.CommunityEntryPoint \
    --home-dir="$home" --config-dir="$home/conf" --console-mode > "$home/logs/console.log" 2>&1 < /dev/null &
  echo $! > "$home/run/server.pid"
  for _ in $(seq 600); do
    grep -q 'Started\.' "$home/logs/console.log" && return
    kill -0 "$(cat "$home/run/server.pid")" 2>/dev/null || break
    sleep 0.2
  done
  tail -40 "$home/logs/console.log" >&2
  return 1
}

end() { local pid; pid=$(cat "$home/run/server.pid"); kill "$1" "$pid" && while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done; }
stop() { end -TERM; }
kill_hard() { end -KILL; }

status() { curl -sf "http://127.0.0.1:$http/" && curl -sf -o /dev/null -w ' browser %{http_code}\n' "http://127.0.0.1:$http/browser/"; }

admin() { "$java" "${flags[@]}" -cp "$classpath" org.neo4j.cli.AdminTool "$@"; }

case ${1:-} in build | init | start | stop | status | admin) "$@" ;; kill) kill_hard ;; *) sed -n 2,3p "$0"; exit 2 ;; esac
