/** What cannot be noise: whoever needs more raises a number here, and says why. */
export const LIMITS = {
  events: 100,
  bytes: 30_000,
  tasks: 25,
  requests: 10,
  promises: 97,
};
