package org.fanfare.cluster;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import org.fanfare.log.LostRange;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class ClusterLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.cluster");

    private ClusterLog() {}

    static void joining(String node, String cluster) {
        LOG.log(INFO, "FF5001 joining: node={0} cluster={1}", node, cluster);
    }

    static void ready(String node, String donor, int peers) {
        LOG.log(INFO, "FF5002 ready: node={0} donor={1} peers={2,number,#}", node, donor, peers);
    }

    static void peerCame(String node, String peer) {
        LOG.log(INFO, "FF5003 a peer came: node={0} peer={1}", node, peer);
    }

    static void peerDied(String node, String peer, Duration silence) {
        LOG.log(WARNING, "FF5004 a peer gives no sign of life: node={0} peer={1} silence={2}", node, peer, silence);
    }

    static void peerLeft(String node, String peer) {
        LOG.log(INFO, "FF5005 a peer left: node={0} peer={1}", node, peer);
    }

    static void peerLivesAgain(String node, String peer) {
        LOG.log(INFO, "FF5006 a peer gives signs of life again: node={0} peer={1}", node, peer);
    }

    static void deaf(String node) {
        LOG.log(
                WARNING,
                "FF5007 this node does not hear what it sends: node={0}; publishes wait, other nodes'' events do not come",
                node);
    }

    static void hearsAgain(String node, Duration silence) {
        LOG.log(INFO, "FF5008 this node hears what it sends again: node={0} silence={1}", node, silence);
    }

    static void lost(LostRange lost) {
        LOG.log(
                WARNING,
                "FF5009 events were given up and clients told of a gap: stream={0} from={1,number,#} to={2,number,#}",
                lost.node(),
                lost.from(),
                lost.to());
    }

    static void unreadable(Header header, String why) {
        LOG.log(
                WARNING,
                "FF5010 a message cannot be read: peer={0} version={1,number,#} count={2,number,#} why={3}",
                header.node(),
                header.version(),
                header.count(),
                why);
    }

    static void runEnds(String node, String why) {
        LOG.log(WARNING, "FF5011 this run of the node ends and a new one begins: node={0} why={1}", node, why);
    }

    static void nameTaken(String name) {
        LOG.log(WARNING, "FF5012 two nodes say that they are {0}", name);
    }

    static void clocksApart(String node, String peer, long aheadMillis) {
        LOG.log(
                WARNING,
                "FF5013 the clocks are too far apart: node={0} peer={1} aheadMillis={2,number,#}",
                node,
                peer,
                aheadMillis);
    }

    static void transferFailed(String node, String donor, String why) {
        LOG.log(
                WARNING,
                "FF5014 the state was not taken over, trying again: node={0} donor={1} why={2}",
                node,
                donor,
                why);
    }

    static void refused(String node, long seq) {
        LOG.log(WARNING, "FF5015 the backplane refused an event: event={0}-{1,number,#}", node, seq);
    }

    static void left(String node, boolean whole) {
        LOG.log(INFO, "FF5016 left: node={0} peersHaveAll={1}", node, whole);
    }

    static void presenceLost(String node, String of, int known, int told) {
        LOG.log(
                INFO,
                "FF5018 some of the presence of a node was lost, and it is asked for anew: node={0} of={1} known={2,number,#}"
                        + " told={3,number,#}",
                node,
                of,
                known,
                told);
    }

    static void failed(RuntimeException fault) {
        LOG.log(ERROR, "FF5017 a message was not handled; the node goes on", fault);
    }
}
