package org.fanfare.transport.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.fanfare.hub.Hub;
import org.fanfare.hub.JoinOutcome;
import org.fanfare.hub.Rooms;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Names;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.RoomAnswer;
import org.fanfare.protocol.RoomRequest;
import org.jspecify.annotations.Nullable;

/** Joins and leaves rooms, and speaks there, for members that stream or poll. */
@Path("rooms/{room}")
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class RoomsResource {
    /** Metadata and a token, and what JSON needs around them. */
    private static final int JOIN_BYTES = 64 * 1024;

    /** What a word has around its data. */
    private static final int WORD_OVERHEAD_BYTES = 1024;

    @Inject
    Hub hub;

    /** What holds in the room. */
    @GET
    public Response look(@PathParam("room") String name, @Context UriInfo uri) {
        String room = room(name, uri);
        Rooms rooms = hub.rooms();
        String text = RoomAnswer.room(room, rooms.count(room), rooms.capacity(), rooms.words());
        return Response.ok(text, MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Joins, or goes on as the member whose token came along; answers once that is announced. */
    @POST
    @Path("members")
    public Response join(
            @PathParam("room") String name,
            @HeaderParam("Fanfare-Member") @Nullable String header,
            @QueryParam("member") @Nullable String query,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body)
            throws IOException {
        String room = room(name, uri);
        RoomRequest.Join wanted = RoomRequest.Join.of(Body.json(body, headers.getMediaType(), JOIN_BYTES));
        requireReady();
        String token = token(header, query);
        Later reply = new Later();
        hub.rooms()
                .join(
                        room,
                        null,
                        wanted.metadata(),
                        token == null ? wanted.member() : token,
                        outcome -> reply.give(replyOf(outcome)));
        return reply.response(request);
    }

    private static Reply replyOf(JoinOutcome outcome) {
        if (outcome instanceof JoinOutcome.Refused refused) {
            return Reply.refused(refused.why());
        }
        JoinOutcome.Joined joined = (JoinOutcome.Joined) outcome;
        return Reply.json(
                Response.Status.CREATED.getStatusCode(), RoomAnswer.joined(joined.member(), joined.memberCount()));
    }

    /** Leaves; answers once that is announced. Whoever has the token may do that for the member. */
    @DELETE
    @Path("members/{member}")
    public Response leave(
            @PathParam("room") String name,
            @PathParam("member") String member,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        Later reply = new Later();
        hub.rooms().leave(room(name, uri), member, left -> reply.give(left ? Reply.nothing() : noMember()));
        return reply.response(request);
    }

    private static Reply noMember() {
        return Reply.refused(new ProtocolException(ErrorCode.NOT_FOUND, "the room has no such member"));
    }

    /** Says something to the members; answers once it is known what became of it. */
    @POST
    @Path("messages")
    public Response say(
            @PathParam("room") String name,
            @HeaderParam("Fanfare-Member") @Nullable String header,
            @QueryParam("member") @Nullable String query,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body)
            throws IOException {
        String room = room(name, uri);
        int maxBytes = hub.limits().request().payloadBytes() + WORD_OVERHEAD_BYTES;
        RoomRequest.Say said = RoomRequest.Say.of(Body.json(body, headers.getMediaType(), maxBytes));
        String token = token(header, query);
        if (token == null) {
            throw new ProtocolException(
                    ErrorCode.NOT_A_MEMBER, "join first, and send your token in the header Fanfare-Member");
        }
        Later reply = new Later();
        hub.rooms().say(room, token, said.word(), said.data(), said.echo(), outcome -> reply.give(Reply.of(outcome)));
        return reply.response(request);
    }

    private void requireReady() {
        if (!hub.isReady()) {
            throw new ProtocolException(ErrorCode.UNAVAILABLE, "the node does not serve now", null, 5000L);
        }
    }

    /** The header goes before the parameter. */
    private static @Nullable String token(@Nullable String header, @Nullable String query) {
        String token = header == null || header.isEmpty() ? query : header;
        return token == null || token.isEmpty() ? null : token;
    }

    /** Refuses what a server would take out of a path before the room is read: that would be another room. */
    private static String room(String name, UriInfo uri) {
        if (uri.getRequestUri().getRawPath().indexOf(';') >= 0) {
            throw new ProtocolException(ErrorCode.BAD_TOPIC, "a room in a path has its semicolons percent-encoded");
        }
        Names.roomTopic(name);
        return name;
    }
}
