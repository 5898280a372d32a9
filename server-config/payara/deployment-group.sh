#!/bin/sh
# Makes a deployment group: instances with one configuration, on which Fanfare's other scripts then act. May be run again.
. "$(dirname "$0")/common.sh"
GROUP=${GROUP:-fanfare}
INSTANCES=${INSTANCES:-fanfare-1 fanfare-2}
read_configuration

NODE=${NODE:-$(printf '%s' "$state" | sed -n 's/^nodes\.node\.\(localhost-[^.]*\)\.name=.*/\1/p' | head -n 1)}
CONFIG=configs.config.fanfare-config
has $CONFIG.name || later "copy-config default-config fanfare-config"
has "deployment-groups.deployment-group.$GROUP.name" || later "create-deployment-group $GROUP"
for instance in $INSTANCES; do
    has "servers.server.$instance.name" ||
        later "create-instance --node $NODE --config fanfare-config --deploymentgroup $GROUP $instance"
done
apply
