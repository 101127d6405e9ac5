/** What the floors and the bench say to each other. Imported by workflow code, so it imports nothing. */
export const GO = 'go';

export interface FloorActivities {
  /** One HTTPS request, by which the bench knows whose it is. */
  post(id: string): Promise<void>;
}

/** As many activities, signals and timers as an escalation has. */
export interface Shape {
  activities: number;
  signals: number;
  timers: number;
}

/** How many signals a workflow of that shape has received before its nth activity, from 1. */
export function signalsBefore({ activities, signals }: Shape, nth: number): number {
  return Math.ceil((signals * nth) / activities);
}
