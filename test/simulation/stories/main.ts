import { STORIES } from './all-stories.ts';
import { playStory } from './play-story.ts';
import type { Played } from './story.ts';

/** Program: what has become of each story, by its test's name, as JSON; `stories.test.ts` holds it to what the story tells. */
const [wanted = ''] = process.argv.slice(2);
const played: Record<string, Played> = {};
for (const story of STORIES.filter(({ it }) => it.includes(wanted))) played[story.it] = await playStory(story);
process.stdout.write(JSON.stringify(played), () => process.exit());
