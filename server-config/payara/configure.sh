#!/bin/sh
# Prepares a Payara server for Fanfare. May be run again: what is there already stays as it is. Restart the domain after it.
. "$(dirname "$0")/common.sh"
read_configuration

# A request that waits for something holds a thread of this pool; the default is five threads for all listeners' work.
set_value "$CONFIG.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size" 32
set_value "$CONFIG.thread-pools.thread-pool.http-thread-pool.min-thread-pool-size" 32

# At most 64 KiB of kernel memory for what a client has not read yet; the default grows to 4 MiB per client.
set_value "$CONFIG.network-config.transports.transport.tcp.socket-write-buffer-size" 65536
# A write that waits for a client ends after this, not after half a minute or twice that.
set_value "$CONFIG.network-config.transports.transport.tcp.write-timeout-millis" 10000

# Counters of threads, connections and messages; those per request stay off.
for module in thread-pool connector-connection-pool jms-service; do
    set_value "$CONFIG.monitoring-service.module-monitoring-levels.$module" LOW
done

# Connections to the broker, outside of any transaction. They fail at once, because Fanfare makes them anew itself, and notice within
# about ten seconds when the network is cut.
for factory in FanfareReceiver FanfareSender; do
    has_resource connector-connection-pool $factory || later "create-connector-connection-pool --raname jmsra \
--connectiondefinition jakarta.jms.ConnectionFactory --transactionsupport NoTransaction --steadypoolsize 0 --maxpoolsize 8 \
--maxwait 5000 --property ReconnectEnabled=false:ReconnectAttempts=0:AddressListIterations=1:options=imqPingInterval\\\\=5,\
imqPingAckTimeout\\\\=5000,imqAbortOnPingAckTimeout\\\\=true,imqSocketConnectTimeout\\\\=2000,imqAckTimeout\\\\=5000 $factory"
    resource connector-resource jms/$factory create-connector-resource --poolname $factory
done

# The topic that carries events between nodes.
resource admin-object-resource jms/FanfareBackplane create-admin-object --restype jakarta.jms.Topic \
    --raname jmsra --property Name=FanfareBackplane
apply

# On the broker inside this server: of any size, because by default one of more than 10 KiB is dropped without a word, and at most
# 64 MiB in all, the oldest then given up.
if [ "$TARGET" = server ] && ! $ASADMIN list-jmsdest | grep -qx FanfareBackplane; then
    commands="create-jmsdest --desttype topic --property \
MaxBytesPerMsg=-1:MaxTotalMsgBytes=67108864:LimitBehavior=REMOVE_OLDEST FanfareBackplane$newline"
    apply
fi
