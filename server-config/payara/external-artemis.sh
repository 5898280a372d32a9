#!/bin/sh
# Lets the nodes meet on an Artemis broker outside of them, alone or together with nodes on WildFly. Apply after configure.sh; may be run
# again. Restart the domain after it. ADAPTER is the resource adapter's archive, which the build makes. The server is then started with the
# system properties fanfare-broker.host (127.0.0.1), .port (61616), .user (fanfare) and .password.
. "$(dirname "$0")/common.sh"
ADAPTER=${ADAPTER:-$(cd "$(dirname "$0")/../.." && pwd)/target/fanfare-artemis.rar}
read_configuration

adapter=resources.resource-adapter-config.fanfare-artemis
has "$adapter.resource-adapter-name" || later "create-resource-adapter-config --property \
ConnectorClassName=org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory:\
UseTopologyForLoadBalancing=false:ProducerWindowSize=1048576 fanfare-artemis"
set_value "$adapter.property.ConnectionParameters" \
    'host=${MPCONFIG=fanfare-broker.host:127.0.0.1};port=${MPCONFIG=fanfare-broker.port:61616};connect-timeout-millis=2000'
if ! has applications.application.fanfare-artemis.name; then
    [ -f "$ADAPTER" ] || fail "no resource adapter at $ADAPTER: set ADAPTER, or build it as README.md says"
    later "deploy --name fanfare-artemis --target $TARGET $ADAPTER"
elif ! has "$(of_target).application-ref.fanfare-artemis.ref"; then
    later "create-application-ref --target $TARGET fanfare-artemis"
fi

# Connections outside of any transaction. They fail at once, because Fanfare makes them anew itself, and notice within 15 s when the
# network is cut.
for factory in FanfareArtemisReceiver FanfareArtemisSender; do
    has_resource connector-connection-pool $factory || later "create-connector-connection-pool --raname fanfare-artemis \
--connectiondefinition jakarta.jms.ConnectionFactory --transactionsupport NoTransaction --steadypoolsize 0 --maxpoolsize 8 \
--maxwait 5000 --property ReconnectAttempts=0:CallTimeout=5000:ClientFailureCheckPeriod=5000:ConnectionTTL=15000 $factory"
    # The server logs RAR8000 for these at its start, and uses them all the same.
    pool=resources.connector-connection-pool.$factory.property
    set_value "$pool.UserName" '${MPCONFIG=fanfare-broker.user:fanfare}'
    set_value "$pool.Password" '${MPCONFIG=fanfare-broker.password:none}'
    resource connector-resource jms/$factory create-connector-resource --poolname $factory
done
resource admin-object-resource jms/FanfareArtemisTopic create-admin-object --restype jakarta.jms.Topic \
    --raname fanfare-artemis --property Address=FanfareBackplane

set_property fanfare.backplane jms
set_property fanfare.backplane.jms.receiver jms/FanfareArtemisReceiver
set_property fanfare.backplane.jms.sender jms/FanfareArtemisSender
set_property fanfare.backplane.jms.topic jms/FanfareArtemisTopic
apply
