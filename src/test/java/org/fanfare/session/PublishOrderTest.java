package org.fanfare.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublishOrderTest {
    private final PublishOrder order = new PublishOrder();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void nobodyWaitsAtFirst() {
        assertFalse(order.isWaiting());
    }

    @Test
    void aTurnThatComesEarlyWaitsForThoseBefore() {
        PublishOrder.Turn first = order.queue();
        PublishOrder.Turn second = order.queue();

        second.take(() -> done.add(2));
        assertTrue(order.isWaiting());
        first.take(() -> done.add(1));

        assertEquals(List.of(1, 2), done);
        assertFalse(order.isWaiting());
    }

    @Test
    void aTurnThatIsQueuedByAnotherRunsAfterIt() {
        order.queue().take(() -> {
            order.queue().take(() -> done.add(2));
            done.add(1);
        });

        assertEquals(List.of(1, 2), done);
    }

    @Test
    void aTurnThatFailsLetsTheNextPass() {
        PublishOrder.Turn first = order.queue();
        order.queue().take(() -> done.add(2));

        assertThrows(
                IllegalStateException.class,
                () -> first.take(() -> {
                    throw new IllegalStateException("a fault");
                }));
        order.queue().take(() -> done.add(3));

        assertEquals(List.of(2, 3), done);
    }

    @Test
    void turnsThatComeOnManyThreadsRunInOrder() throws InterruptedException {
        int count = 2_000;
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        List<PublishOrder.Turn> turns =
                IntStream.range(0, count).mapToObj(i -> order.queue()).toList();
        CountDownLatch all = new CountDownLatch(count);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t;
            threads.add(new Thread(() -> {
                for (int i = count - 4 + from; i >= 0; i -= 4) {
                    int number = i;
                    turns.get(i).take(() -> {
                        ran.add(number);
                        all.countDown();
                    });
                }
            }));
        }

        threads.forEach(Thread::start);
        all.await();

        assertEquals(IntStream.range(0, count).boxed().toList(), ran);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
