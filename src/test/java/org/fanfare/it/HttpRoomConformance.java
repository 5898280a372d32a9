package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fanfare.testkit.Until;
import org.fanfare.testkit.client.Http;
import org.fanfare.testkit.client.RoomClient;
import org.junit.jupiter.api.Test;

/** What members over HTTP have of their own: they are there while they stream or poll, and for a time after. */
abstract class HttpRoomConformance extends RoomConformance {

    @Test
    void aMemberWhoIsSilentForTheTimeoutHasLeft() throws InterruptedException {
        RoomClient witness = witness();
        RoomClient member = client().join();
        witness.take("room.joined");

        member.disconnect();
        // A server sees that a stream has broken when it writes to it.
        Until.holds("the member has left", Http.PATIENCE, () -> {
            witness.say("text", "1").accepted();
            return presence("?counts=true").getInt("count") == 1;
        });

        assertEquals(member.user(), witness.take("room.left").text("user"));
        assertEquals("NOT_A_MEMBER", member.say("text", "1").code());
    }

    @Test
    void aMemberWhoGoesOnInTimeHasNotLeft() {
        RoomClient witness = witness();
        RoomClient member = client().join();
        witness.take("room.joined");

        member.disconnect();
        member.listen();
        RoomClient other = witness();

        assertEquals(other.user(), witness.take().text("user"));
        assertEquals(3, presence("?counts=true").getInt("count"));
    }

    @Test
    void whoHasLeftCannotLeave() {
        RoomClient member = client().join();
        member.leave().accepted();

        assertEquals("NOT_FOUND", member.leave().code());
    }

    @Test
    void anUnknownTokenDoesNotListen() {
        int status = http.get("api/poll?topic=room:" + room + "&member=nobody.secret&wait=0")
                .statusCode();

        assertEquals(403, status);
        assertTrue(Http.reply(http.get("api/events/" + room + "?member=nobody.secret"))
                .json()
                .containsKey("detail"));
    }
}
