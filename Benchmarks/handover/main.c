/* How long a cache line takes from one processor to another and back, halved: the least of a few tries, in nanoseconds.
 *
 * A virtual machine's processors are moved by its host. While they share a cache this is some tens of nanoseconds, and
 * hundreds while they do not. Takes the first two processors that it may use; prints 0 if there is one only. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { tries = 5, handovers = 10000 };

static _Alignas(128) atomic_int ball;

static cpu_set_t only(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    return set;
}

/* Waits for each `first`, and answers it with the number after it. */
static void hand_over(int first) {
    for (int turn = 0; turn < handovers; turn++) {
        while (atomic_load_explicit(&ball, memory_order_acquire) != 2 * turn + first) {}
        atomic_store_explicit(&ball, 2 * turn + first + 1, memory_order_release);
    }
}

static void *answer(void *unused) {
    hand_over(1);
    return unused;
}

static double nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

/* Nanoseconds of a handover; negative if there can be no thread where the attributes say. */
static double measured(const pthread_attr_t *there) {
    pthread_t other;
    atomic_store(&ball, 0);
    if (pthread_create(&other, there, &answer, NULL) != 0) return -1;
    double began = nanoseconds();
    hand_over(0);
    double took = nanoseconds() - began;
    pthread_join(other, NULL);
    return took / (2 * handovers);
}

static double least_between(int here, int there) {
    cpu_set_t of_this = only(here), of_other = only(there);
    pthread_attr_t attributes;
    if (sched_setaffinity(0, sizeof of_this, &of_this) != 0 || pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setaffinity_np(&attributes, sizeof of_other, &of_other) != 0)
        return -1;
    double least = measured(&attributes);
    for (int try = 1; try < tries; try++) {
        double again = measured(&attributes);
        if (again < least) least = again;
    }
    return least;
}

int main(void) {
    cpu_set_t usable;
    int processors[2], found = 0;
    if (sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
    for (int processor = 0; processor < CPU_SETSIZE && found < 2; processor++)
        if (CPU_ISSET(processor, &usable)) processors[found++] = processor;
    double least = found < 2 ? 0 : least_between(processors[0], processors[1]);
    if (least < 0) return 1;
    printf("%.0f\n", least);
    return 0;
}
