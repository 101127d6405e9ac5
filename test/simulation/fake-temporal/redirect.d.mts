export declare function redirect(specifier: string, from: string): URL | undefined;
