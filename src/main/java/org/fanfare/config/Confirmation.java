package org.fanfare.config;

/** Whose word a publish is acknowledged on (R13). */
enum Confirmation {
    /** The node hears its own message back: for a broker that is none of the nodes. */
    OWN,
    /** A peer says that it has it: for brokers that live inside the nodes and die with them. */
    PEER
}
