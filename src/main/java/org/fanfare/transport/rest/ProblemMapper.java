package org.fanfare.transport.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Problem;
import org.fanfare.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Turns what goes wrong into {@code application/problem+json} (RFC 9457). */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof ProtocolException refused) {
            return Reply.refused(refused).response();
        }
        if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            Response original = web.getResponse();
            return answer(Problem.of(codeOf(original.getStatus()), detailOf(original.getStatus()), null), original);
        }
        RestLog.failed(fault);
        return answer(Problem.of(ErrorCode.INTERNAL, "the server failed; the fault is in its log", null), null);
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_TYPE;
            default -> ErrorCode.BAD_MESSAGE;
        };
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "there is nothing here";
            case 405 -> "this method is not served here";
            case 406 -> "this answer has no other media type";
            default -> "the request is not of a form that is served here";
        };
    }

    private static Response answer(Problem problem, @Nullable Response original) {
        int status = original == null ? problem.status() : original.getStatus();
        Response.ResponseBuilder answer =
                Response.status(status).entity(problem.text()).type(Problem.MEDIA_TYPE);
        String allow = original == null ? null : original.getHeaderString("Allow");
        if (allow != null) {
            answer.header("Allow", allow);
        }
        Long seconds = problem.retryAfterSeconds();
        return (seconds == null ? answer : answer.header("Retry-After", seconds)).build();
    }
}
