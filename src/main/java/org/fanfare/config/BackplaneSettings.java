package org.fanfare.config;

import java.time.Duration;

/**
 * What connects the nodes.
 *
 * @param receiver JNDI name of the connection factory to receive with
 * @param sender JNDI name of the connection factory to send with, which fails at once while the broker is away
 * @param topic JNDI name of the topic
 * @param timeToLive how long the broker keeps a message that nobody has taken
 */
public record BackplaneSettings(
        BackplaneChoice choice, String receiver, String sender, String topic, Duration timeToLive) {}
