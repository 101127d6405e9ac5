import type { InvitedUser } from '../../workflows/contract/input.ts';

const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47';

/** Whom the seed's examples invite. */
export const HEIDI = {
  user: { id: '550fae72-d251-43ec-868c-373732c2704f', tenantId, displayName: 'Heidi Steen' },
} satisfies InvitedUser;
export const CLARK = {
  user: { id: '98da8a1a-1b87-452c-a713-65d3f10b1253', tenantId, displayName: 'Clark Kent' },
} satisfies InvitedUser;
