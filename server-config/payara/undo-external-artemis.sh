#!/bin/sh
# Takes back what external-artemis.sh did. May be run again. Restart the domain after it.
. "$(dirname "$0")/common.sh"
read_configuration

for property in topic sender receiver; do
    unset_property fanfare.backplane.jms.$property
done
unset_property fanfare.backplane
remove_resource jms/FanfareArtemisTopic delete-admin-object
used=false
for factory in FanfareArtemisSender FanfareArtemisReceiver; do
    remove_resource jms/$factory delete-connector-resource
    if is_used jms/$factory; then
        used=true
    elif has_resource connector-connection-pool $factory; then
        later "delete-connector-connection-pool $factory"
    fi
done
if has "$(of_target).application-ref.fanfare-artemis.ref"; then
    if $used; then
        later "delete-application-ref --target $TARGET fanfare-artemis"
    else
        later "undeploy --target $TARGET fanfare-artemis"
    fi
fi
$used || ! has resources.resource-adapter-config.fanfare-artemis.resource-adapter-name ||
    later "delete-resource-adapter-config fanfare-artemis"
apply
