// Shows the thread sanitizer in which order Swift's runtime lets threads go on.
//
// The sanitizer sees only what is compiled with it. The runtime is not: where a Mutex is contended, or a continuation is
// resumed by a thread of our own, one thread waits for the other inside a library, and the sanitizer takes what they hand
// over for a race. Loaded before the libraries, this stands in front of these few functions and tells of their order. Of a
// race that nothing orders it hides nothing: tools/sanitizer/prepare checks both.
//
// Needs clang, for Swift's calling conventions.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SWIFT_ASYNC __attribute__((swiftasynccall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// Absent from a process without the sanitizer, such as the build tool that starts the tests.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));
extern SWIFT void *swift_task_getCurrent(void) __attribute__((weak));

typedef SWIFT void Lock(uint32_t thread, SELF void *mutex);
typedef SWIFT void Unlock(SELF void *mutex);
typedef SWIFT void Resume(void *task);
typedef SWIFT void ResumeWithError(void *task, void *error);
typedef SWIFT_ASYNC void Await(void *context);

static void happened(void *address) {
  if (__tsan_release) __tsan_release(address);
}

static void happenedBefore(void *address) {
  if (__tsan_acquire) __tsan_acquire(address);
}

static void *runtime(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (function) return function;
  fprintf(stderr, "swift-order: the Swift runtime has no %s; expected that of Swift 6.3\n", name);
  abort();
}

// The runtime can tell the sanitizer of tasks by itself. On macOS the sanitizer asks it to; here it does not.
__attribute__((constructor)) static void tellOfTasks(void) {
  void (*initialize)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "__tsan_on_initialize");
  if (initialize && __tsan_acquire) initialize();
}

Lock lockSlow __asm__(LOCK);
SWIFT void lockSlow(uint32_t thread, SELF void *mutex) {
  static Lock *real;
  if (!real) real = (Lock *)runtime(LOCK);
  real(thread, mutex);
  happenedBefore(mutex);
}

Unlock unlockSlow __asm__(UNLOCK);
SWIFT void unlockSlow(SELF void *mutex) {
  static Unlock *real;
  if (!real) real = (Unlock *)runtime(UNLOCK);
  happened(mutex);
  real(mutex);
}

SWIFT void swift_continuation_resume(void *task) {
  static Resume *real;
  if (!real) real = (Resume *)runtime("swift_continuation_resume");
  happened(task);
  real(task);
}

SWIFT void swift_continuation_throwingResume(void *task) {
  static Resume *real;
  if (!real) real = (Resume *)runtime("swift_continuation_throwingResume");
  happened(task);
  real(task);
}

SWIFT void swift_continuation_throwingResumeWithError(void *task, void *error) {
  static ResumeWithError *real;
  if (!real) real = (ResumeWithError *)runtime("swift_continuation_throwingResumeWithError");
  happened(task);
  real(task, error);
}

// A continuation that was resumed before the task came to wait for it: then the runtime does not tell.
SWIFT_ASYNC void swift_continuation_await(void *context) {
  static Await *real;
  if (!real) real = (Await *)runtime("swift_continuation_await");
  happenedBefore(swift_task_getCurrent());
  __attribute__((musttail)) return real(context);
}
