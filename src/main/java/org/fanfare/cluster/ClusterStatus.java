package org.fanfare.cluster;

/**
 * How a node stands in its cluster at one moment.
 *
 * @param node the name of this run of this node
 * @param backplane what carries messages between the nodes
 * @param connected whether the backplane is connected, as far as it knows
 * @param ready whether the node has joined and serves clients
 * @param deaf whether it does not hear what it sends
 * @param clocksApart whether its clock and a peer's are further apart than they may be
 * @param peers how many other nodes give signs of life
 * @param waiting how many publishes wait for their acknowledgement
 * @param unheardBytes events sent or to be sent that have not come back, in bytes
 * @param heldBytes events of others that wait for a hole before them, in bytes
 * @param asked how often it asked for what is missing
 * @param answered how many messages it answered to what others miss
 * @param lost how many events of others it gave up
 */
public record ClusterStatus(
        String node,
        String backplane,
        boolean connected,
        boolean ready,
        boolean deaf,
        boolean clocksApart,
        int peers,
        int waiting,
        long unheardBytes,
        long heldBytes,
        long asked,
        long answered,
        long lost) {}
