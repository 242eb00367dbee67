// SPDX-License-Identifier: Apache-2.0
// Functions without a check of the stack at their end (-fstack-protector-strong).
#ifndef LANEWISE_CPU_UNGUARDED_H_
#define LANEWISE_CPU_UNGUARDED_H_

/** For a function that gets checked arguments, whose arrays have sizes that no argument changes, and where the check
 *  would be a measurable part of a small operator. GCC 10 has no such word: there it is checked. */
#if __has_attribute(no_stack_protector)
#define LANEWISE_UNGUARDED __attribute__((no_stack_protector))
#else
#define LANEWISE_UNGUARDED
#endif

#endif  // LANEWISE_CPU_UNGUARDED_H_
