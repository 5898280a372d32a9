package org.fanfare.backplane.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Topic;

/**
 * What the administrator of the server made for the backplane.
 *
 * @param receiver to subscribe with
 * @param sender to send with; it fails at once while the broker is away, because one that tries again by itself would block its
 *     caller for the whole outage
 * @param topic the topic that all nodes share
 */
public record JmsObjects(ConnectionFactory receiver, ConnectionFactory sender, Topic topic) {}
