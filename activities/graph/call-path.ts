/** Path of the calls, of one call, or of what is below it. Ids are sent as they were received. */
export function callPath(...below: string[]): string {
  return ['/communications/calls', ...below.map(encodeURIComponent)].join('/');
}
