#!/usr/bin/env bash
# Start a whole Slurm in a folder: munge, MariaDB, slurmdbd, slurmctld, and slurmd for two nodes.
# Usage: start.sh FOLDER, a short and absolute path. Nothing outside of it is touched but the link
# /etc/slurm/slurm.conf, by which every command finds it; so it is root who starts it, where there is
# no other Slurm. stop.sh FOLDER ends it.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
folder=$1
export PATH=$PATH:/usr/sbin
user=$(id -un)
mkdir -p "$folder"/{state,spool.one,spool.two,mysql}
chmod 755 "$folder"
ports=$(python3 -c '
import socket
taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
print(*(each.getsockname()[1] for each in taken))')
read -r -a port <<< "$ports"
memory=$(awk '/MemTotal/ {print int($2 / 1024 / 2)}' /proc/meminfo)

fill() {
  sed -e "s#@FOLDER@#$folder#g; s#@USER@#$user#g; s#@HOST@#$(hostname -s)#g; s#@MEMORY@#$memory#g" \
    -e "s#@PORT0@#${port[0]}#; s#@PORT1@#${port[1]}#; s#@PORT2@#${port[2]}#; s#@PORT3@#${port[3]}#" \
    "$here/$1.in" > "$folder/$1"
}
fill slurm.conf
fill slurmdbd.conf
chmod 600 "$folder/slurmdbd.conf"
mkdir -p /etc/slurm
ln -s "$folder"/slurm.conf "$folder"/slurmdbd.conf /etc/slurm/

await() { # seconds, command
  for _ in $(seq "$(($1 * 10))"); do "${@:2}" > /dev/null 2>&1 && return; sleep 0.1; done
  echo "waited in vain for: ${*:2}" >&2
  tail -n 5 "$folder"/*.log >&2
  exit 1
}

# Who may talk to whom.
head -c 1024 /dev/urandom > "$folder/munge.key"
chmod 600 "$folder/munge.key"
munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
  --pid-file="$folder/munged.pid" --log-file="$folder/munged.log" --seed-file="$folder/munge.seed"

# The accounts of jobs, which Snakemake asks how they are.
mariadb-install-db --no-defaults --user="$user" --datadir="$folder/mysql" --skip-test-db \
  --auth-root-authentication-method=normal > "$folder/mysql.log" 2>&1
mariadbd --no-defaults --user="$user" --datadir="$folder/mysql" --socket="$folder/mysql.socket" \
  --skip-networking --pid-file="$folder/mariadbd.pid" --innodb-buffer-pool-size=64M \
  >> "$folder/mysql.log" 2>&1 &
sql() { mariadb --no-defaults --user=root --socket="$folder/mysql.socket" -e "$1"; }
await 30 sql "select 1"
sql "create database slurm_acct_db; create user slurm@localhost identified by 'slurm';
  grant all on slurm_acct_db.* to slurm@localhost"
MYSQL_UNIX_PORT=$folder/mysql.socket slurmdbd
await 30 sacctmgr -n list cluster
sacctmgr -i add cluster cocashift > /dev/null
sacctmgr -i add account cocashift cluster=cocashift > /dev/null
sacctmgr -i add user "$user" account=cocashift cluster=cocashift > /dev/null

# The controller, and two machines that are one.
slurmctld
slurmd -N one
slurmd -N two
idle() { [ "$(sinfo --noheader --Node --format %T | grep -c idle)" = 2 ]; }
await 30 idle
sinfo
