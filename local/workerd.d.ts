// The package gives the path of workerd's binary and declares no types of its own.
declare module 'workerd' {
  const workerd: { readonly default: string; readonly version: string };
  export default workerd;
}
