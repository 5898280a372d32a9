package org.fanfare.config;

/** What an administrator may ask for to connect the nodes. */
public enum BackplaneChoice {
    /** JMS if the server has the topic and both connection factories, else nothing. */
    AUTO,
    /** Nothing: this node is alone. */
    LOCAL,
    /** A JMS topic; without it the deployment fails. */
    JMS
}
