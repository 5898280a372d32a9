package org.fanfare.testkit.client;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;

/** A member whose actions go over HTTP. */
abstract class HttpRoomClient extends RoomClient {
    static final String MEMBER = "Fanfare-Member";

    final Http http;
    private final Set<String> own = new HashSet<>();
    private boolean joined;

    HttpRoomClient(URI base, String room) {
        super(base, room);
        http = new Http(base);
    }

    private String path(String below) {
        return "api/rooms/" + Http.encode(room) + below;
    }

    @Override
    Reply enter(String members) {
        Reply reply = Http.reply(http.postJson(path("/members"), "{" + members + "}"));
        joined = reply.code() == null;
        return reply;
    }

    @Override
    public Reply leave() {
        HttpResponse<String> response =
                Http.send(http.request(path("/members/" + Http.encode(token()))).DELETE());
        return response.statusCode() == 204
                ? new Reply(null, JsonText.object("{}"))
                : Http.reply(response.statusCode(), response.body());
    }

    @Override
    public Reply say(String word, String data, boolean echo) {
        String body = "{\"word\":" + JsonText.quote(word) + ",\"data\":" + data + (echo ? ",\"echo\":true}" : "}");
        var request = http.request(path("/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (joined) {
            request.header(MEMBER, token());
        }
        Reply reply = Http.reply(Http.send(request));
        if (reply.code() == null && !echo) {
            own.add(reply.eventId());
        }
        return reply;
    }

    @Override
    public Message take() {
        while (true) {
            Message message = next();
            if (!message.json().containsKey("id") || !own.contains(JsonText.string(message.json(), "id"))) {
                return message;
            }
        }
    }

    abstract Message next();
}
