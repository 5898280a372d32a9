#!/bin/sh
# Takes back what configure.sh did. May be run again: what is gone already stays gone. Restart the domain after it.
. "$(dirname "$0")/common.sh"
read_configuration

if [ "$TARGET" = server ] && has_resource connector-connection-pool FanfareReceiver &&
    $ASADMIN list-jmsdest | grep -qx FanfareBackplane; then
    later "delete-jmsdest --desttype topic FanfareBackplane"
fi
remove_resource jms/FanfareBackplane delete-admin-object
for factory in FanfareSender FanfareReceiver; do
    remove_resource jms/$factory delete-connector-resource
    is_used jms/$factory || ! has_resource connector-connection-pool $factory ||
        later "delete-connector-connection-pool $factory"
done

# The defaults of a fresh domain.
for module in thread-pool connector-connection-pool jms-service; do
    set_value "$CONFIG.monitoring-service.module-monitoring-levels.$module" OFF
done
set_value "$CONFIG.network-config.transports.transport.tcp.write-timeout-millis" 30000
set_value "$CONFIG.network-config.transports.transport.tcp.socket-write-buffer-size" -1
set_value "$CONFIG.thread-pools.thread-pool.http-thread-pool.min-thread-pool-size" 5
set_value "$CONFIG.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size" 5
apply
