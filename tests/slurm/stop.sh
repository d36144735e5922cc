#!/usr/bin/env bash
# End what start.sh has started, by the numbers of its processes.
set -u
folder=$1
squeue --noheader --format=%i | xargs --no-run-if-empty scancel --signal=KILL --full
for each in slurmd.one slurmd.two slurmctld slurmdbd mariadbd munged; do
  [ -f "$folder/$each.pid" ] || continue
  number=$(cat "$folder/$each.pid")
  kill "$number"
  for _ in $(seq 100); do kill -0 "$number" 2>/dev/null || break; sleep 0.1; done
done
# A job of the lost node knows nothing of its end, and would wait for ever.
own="SLURM_CLUSTER_NAME=$(sed -n 's/^ClusterName=//p' "$folder/slurm.conf")"
for environment in /proc/[0-9]*/environ; do
  grep --quiet --null-data --line-regexp "$own" "$environment" 2>/dev/null || continue
  kill -KILL "$(basename "$(dirname "$environment")")" 2>/dev/null
done
for each in slurm.conf slurmdbd.conf; do
  [ "$(readlink "/etc/slurm/$each")" != "$folder/$each" ] || rm "/etc/slurm/$each"
done
