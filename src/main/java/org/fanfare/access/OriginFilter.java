package org.fanfare.access;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.fanfare.protocol.ErrorCode;
import org.fanfare.protocol.Problem;
import org.fanfare.security.OriginPolicy;

/**
 * Refuses pages of foreign origins before anything else is done, the WebSocket handshake included, and answers the preflights of
 * those that are allowed (Fetch standard, section 3.2).
 */
@SuppressWarnings("NullAway.Init") // the container injects before the first request
public class OriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ALLOWED_HEADERS =
            "Authorization, Content-Type, Last-Event-ID, Idempotency-Key, Fanfare-Member, traceparent";
    private static final String PREFLIGHT_SECONDS = "600";

    @Inject
    transient OriginPolicy policy;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        response.addHeader("Vary", "Origin");
        switch (policy.judge(origin, ownOrigin(request))) {
            case REFUSED -> refuse(response);
            case ALLOWED -> {
                allow(response, origin);
                response.setHeader("Access-Control-Expose-Headers", "Retry-After");
                proceed(request, response, chain);
            }
            case SAME -> proceed(request, response, chain);
        }
    }

    /** Credentials are for origins that are listed, never for all. */
    private void allow(HttpServletResponse response, String origin) {
        if (policy.isListed(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        } else {
            response.setHeader("Access-Control-Allow-Origin", "*");
        }
    }

    private static void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean preflight =
                request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
        if (!preflight) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
        response.setHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
        response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(
                ErrorCode.ORIGIN_REFUSED,
                "pages of this origin may not connect; an administrator allows it by fanfare.origins.allowed",
                null);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().print(problem.text());
    }

    /** The origin of the address that was asked, without the port that is the scheme's own. */
    private static String ownOrigin(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean own = (scheme.equals("http") && port == 80) || (scheme.equals("https") && port == 443);
        return scheme + "://" + request.getServerName() + (own ? "" : ":" + port);
    }
}
