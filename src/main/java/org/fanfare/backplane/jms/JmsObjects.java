package org.fanfare.backplane.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator of the server made for the backplane.
 *
 * @param receiver to subscribe with
 * @param sender to send with; it fails at once while the broker is away, because one that tries again by itself would block its
 *     caller for the whole outage
 * @param topic the topic that all nodes share
 * @param login the user to connect as; null leaves that to the connection factories
 */
public record JmsObjects(
        ConnectionFactory receiver,
        ConnectionFactory sender,
        Topic topic,
        @Nullable JmsLogin login) {

    JMSContext connectReceiver() {
        return connect(receiver, JMSContext.DUPS_OK_ACKNOWLEDGE);
    }

    JMSContext connectSender() {
        return connect(sender, JMSContext.AUTO_ACKNOWLEDGE);
    }

    private JMSContext connect(ConnectionFactory factory, int mode) {
        return login == null
                ? factory.createContext(mode)
                : factory.createContext(login.user(), login.password(), mode);
    }
}
