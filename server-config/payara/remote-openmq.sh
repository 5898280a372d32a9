#!/bin/sh
# Lets the nodes meet on an OpenMQ broker outside of them. Apply after configure.sh; may be run again. Restart the domain after it.
# The server is then started with the system properties fanfare-broker.address (mq://127.0.0.1:7676; several are separated by commas),
# .user and .password (guest).
. "$(dirname "$0")/common.sh"
read_configuration

has_resource connector-connection-pool FanfareReceiver || fail "apply configure.sh first"
for factory in FanfareReceiver FanfareSender; do
    pool=resources.connector-connection-pool.$factory.property
    set_value "$pool.AddressList" '${MPCONFIG=fanfare-broker.address:mq://127.0.0.1:7676}'
    set_value "$pool.UserName" '${MPCONFIG=fanfare-broker.user:guest}'
    set_value "$pool.Password" '${MPCONFIG=fanfare-broker.password:guest}'
done
set_property fanfare.backplane jms
apply
