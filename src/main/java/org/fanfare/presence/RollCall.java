package org.fanfare.presence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the first of many users in their order, without sorting all. For one thread. */
final class RollCall {
    private final List<String> users;
    private final int limit;
    private final int maxBytes;

    RollCall(List<String> users, int limit, int maxBytes) {
        this.users = users;
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    /**
     * Lists them.
     *
     * @param find gives a user, or null if it has gone meanwhile
     */
    Roll roll(int count, Function<String, @Nullable Member> find) {
        List<Member> members = new ArrayList<>();
        int bytes = 0;
        boolean more = users.size() > limit;
        for (String user : first()) {
            Member member = find.apply(user);
            if (member != null) {
                bytes += bytes(member);
                if (bytes > maxBytes && !members.isEmpty()) {
                    more = true;
                    break;
                }
                members.add(member);
            }
        }
        return new Roll(count, members, more);
    }

    private List<String> first() {
        if (users.size() <= limit) {
            users.sort(null);
            return users;
        }
        PriorityQueue<String> least = new PriorityQueue<>(limit, Comparator.reverseOrder());
        for (String user : users) {
            if (least.size() < limit) {
                least.add(user);
            } else if (user.compareTo(least.element()) < 0) {
                least.poll();
                least.add(user);
            }
        }
        List<String> sorted = new ArrayList<>(least);
        sorted.sort(null);
        return sorted;
    }

    private static int bytes(Member member) {
        String metadata = member.metadata();
        return bytes(member.user()) + (metadata == null ? 0 : bytes(metadata));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
