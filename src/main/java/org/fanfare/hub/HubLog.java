package org.fanfare.hub;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import org.fanfare.event.EventId;
import org.fanfare.session.Session;

/** Every log line of this package. Ids are never reused; the catalogue is in operations.md. */
final class HubLog {
    private static final System.Logger LOG = System.getLogger("org.fanfare.hub");

    private HubLog() {}

    static void started(String node, int shards) {
        LOG.log(INFO, "FF2001 hub started: node={0} shards={1,number,#}", node, shards);
    }

    static void stopped(String node) {
        LOG.log(INFO, "FF2002 hub stopped: node={0}", node);
    }

    static void tooSlow(Session session, long queuedBytes) {
        LOG.log(
                INFO,
                "FF2003 slow client closed: session={0} transport={1} queuedBytes={2,number,#}",
                session.id(),
                session.transport(),
                queuedBytes);
    }

    static void stalled(Session session) {
        LOG.log(INFO, "FF2004 stalled client closed: session={0} transport={1}", session.id(), session.transport());
    }

    static void silent(Session session) {
        LOG.log(DEBUG, "FF2005 silent client closed: session={0} transport={1}", session.id(), session.transport());
    }

    static void fellOff(int sessions) {
        LOG.log(
                WARNING,
                "FF2006 a shard fell behind the log and its clients were told of a gap: sessions={0,number,#}",
                sessions);
    }

    static void goodbye(int sessions, String reason) {
        LOG.log(INFO, "FF2008 clients are asked to go elsewhere: sessions={0,number,#} reason={1}", sessions, reason);
    }

    static void sittingsFull(String node, int most) {
        LOG.log(
                WARNING,
                "FF2009 members are refused, as this node has its most: node={0} most={1,number,#}",
                node,
                most);
    }

    static void presenceUnreadable(EventId id) {
        LOG.log(WARNING, "FF2010 changes of presence that cannot be read were left out: event={0}", id);
    }

    static void commandFailed(RuntimeException fault) {
        LOG.log(ERROR, "FF2007 a command failed; the shard goes on", fault);
    }
}
