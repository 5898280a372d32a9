package org.fanfare.config;

import java.time.Duration;
import org.fanfare.backplane.jms.JmsLogin;
import org.jspecify.annotations.Nullable;

/**
 * What connects the nodes.
 *
 * @param receiver JNDI name of the connection factory to receive with
 * @param sender JNDI name of the connection factory to send with, which fails at once while the broker is away
 * @param topic JNDI name of the topic
 * @param login the user to connect as; null leaves that to the connection factories
 * @param timeToLive how long the broker keeps a message that nobody has taken
 */
public record BackplaneSettings(
        BackplaneChoice choice,
        String receiver,
        String sender,
        String topic,
        @Nullable JmsLogin login,
        Duration timeToLive) {}
