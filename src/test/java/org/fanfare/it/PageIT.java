package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.fanfare.testkit.server.FanfareServer;
import org.junit.jupiter.api.Test;

class PageIT {

    @Test
    void theContextRootServesThePage() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(FanfareServer.shared().http()).build();

        HttpResponse<String> page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>"));
    }
}
