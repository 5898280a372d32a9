#!/bin/sh
# Takes back what remote-openmq.sh did. May be run again. Restart the domain after it.
. "$(dirname "$0")/common.sh"
read_configuration

unset_property fanfare.backplane
for factory in FanfareSender FanfareReceiver; do
    for property in Password UserName AddressList; do
        ! has "resources.connector-connection-pool.$factory.property.$property" ||
            later "set resources.connector-connection-pool.$factory.property.$property="
    done
done
apply
