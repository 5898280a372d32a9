#!/bin/sh
# Takes back what deployment-group.sh did. What is deployed there has to be undeployed before, and the scripts for several nodes undone.
. "$(dirname "$0")/common.sh"
GROUP=${GROUP:-fanfare}
INSTANCES=${INSTANCES:-fanfare-1 fanfare-2}
read_configuration

! has "deployment-groups.deployment-group.$GROUP.name" || later "stop-deployment-group $GROUP"
for instance in $INSTANCES; do
    ! has "servers.server.$instance.name" || later "delete-instance $instance"
done
! has "deployment-groups.deployment-group.$GROUP.name" || later "delete-deployment-group $GROUP"
! has configs.config.fanfare-config.name || later "delete-config fanfare-config"
apply
