package org.fanfare.testkit.broker;

import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.fanfare.testkit.server.FreePorts;
import org.jspecify.annotations.Nullable;

/** A real Artemis broker inside this JVM, reached over TCP; it may be stopped and started again on its port. Used by one thread. */
public final class EmbeddedBroker implements AutoCloseable {
    /** The topic of the backplane. */
    public static final ActiveMQTopic TOPIC = new ActiveMQTopic("FanfareBackplane");

    private final int port = FreePorts.one();
    private @Nullable EmbeddedActiveMQ broker;

    /** Starts the broker, empty. */
    public void start() {
        try {
            broker = new EmbeddedActiveMQ().setConfiguration(configuration()).start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigurationImpl configuration() throws Exception {
        var configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port)
                .addAddressSetting("#", new AddressSettings().setExpiryAddress(SimpleString.of("Expired")))
                .addAddressConfiguration(new CoreAddressConfiguration()
                        .setName(TOPIC.getTopicName())
                        .addRoutingType(RoutingType.MULTICAST));
        configuration.addQueueConfiguration(QueueConfiguration.of("Expired").setRoutingType(RoutingType.ANYCAST));
        return configuration;
    }

    /** A factory that gives up at once when the broker cannot be reached. */
    public ActiveMQConnectionFactory factory() {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port
                + "?reconnectAttempts=0&initialConnectAttempts=1&callTimeout=2000&clientFailureCheckPeriod=1000");
    }

    /** The names of the subscriptions to the topic. */
    public List<String> subscriptions() {
        try {
            var server = running().getActiveMQServer();
            var bindings = server.bindingQuery(SimpleString.of(TOPIC.getTopicName()));
            return bindings.getQueueNames().stream().map(SimpleString::toString).toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops all subscriptions to the topic, as an administrator can. */
    public void dropSubscriptions() {
        for (String name : subscriptions()) {
            try {
                running().getActiveMQServer().destroyQueue(SimpleString.of(name), null, false);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Stops the broker; what it holds is gone. */
    public void stop() {
        EmbeddedActiveMQ running = broker;
        broker = null;
        if (running == null) {
            return;
        }
        try {
            running.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private EmbeddedActiveMQ running() {
        if (broker == null) {
            throw new IllegalStateException("not started");
        }
        return broker;
    }
}
