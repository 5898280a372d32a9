package org.fanfare.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.fanfare.testkit.client.RawSocket;
import org.fanfare.testkit.server.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What hostile clients must not reach: other clients, the server's memory, and knowledge of its inside. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileClients {
    private static final long MAX_GROWTH_BYTES = 24L << 20;
    /** Class names, stack frames, exceptions. */
    private static final Pattern INSIDE = Pattern.compile(
            "org[./](fanfare|jboss|wildfly|glassfish|apache)|javax?\\.|jakarta\\.|\\bat [a-z]+\\.|Exception|\\.java");

    final Bystanders bystanders = new Bystanders(Gateway.base());
    private long heapBefore;

    @BeforeAll
    void measureHeap() {
        heapBefore = HeapProbe.usedBytes(Gateway.pid());
    }

    @AfterEach
    void theOthersNoticeNothing() {
        bystanders.assertUnharmed();
    }

    @AfterAll
    void theHeapIsAsBefore() {
        bystanders.close();
        long growth = HeapProbe.usedBytes(Gateway.pid()) - heapBefore;
        assertTrue(growth < MAX_GROWTH_BYTES, "the heap grew by " + growth + " bytes");
    }

    /** Whether a server ends a connection so over what is too big: for Payara a full buffer is a fault of its own. */
    static boolean isTooBig(int closeCode) {
        return closeCode == 1009
                || closeCode == RawSocket.CUT
                || (closeCode == 1011 && Product.chosen() == Product.PAYARA);
    }

    static void assertTellsNothing(String answer) {
        assertFalse(INSIDE.matcher(answer).find(), answer);
    }
}
