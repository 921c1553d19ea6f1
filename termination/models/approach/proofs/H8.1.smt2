; hardline alone is pressed for sure
; Where there is no other approach, hardline is pressed for sure.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const A Real)
(declare-const F Real)
(declare-const J Real)
(declare-const L_irresolute Real)
(declare-const L_resolute Real)
(declare-const P Real)
(declare-const V_irresolute Real)
(declare-const V_resolute Real)
(declare-const W Real)
(declare-const Y_limited Real)
(declare-const dil Real)
(declare-const e_limited Real)
(declare-const f Real)
(declare-const h_irresolute Real)
(declare-const h_resolute Real)
(declare-const k_limited Real)
(declare-const mis Real)
(declare-const mu_irresolute_hardline Real)
(declare-const mu_resolute_hardline Real)
(declare-const q Real)
(declare-const rho_hold_hardline Real)
(declare-const rho_press_hardline Real)
(declare-const s_limited Real)
(declare-const sigma_hardline_irresolute Real)
(declare-const sigma_hardline_resolute Real)
(declare-const u Real)
(declare-const v_limited Real)
(declare-const y_limited Real)
(define-fun u_S_resolute_hardline_press () Real (- (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (+ W (* f F))) L_resolute))
(define-fun u_S_resolute_hardline_hold () Real (- (- (- 0.0 (* h_resolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_S_irresolute_hardline_press () Real (- (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (+ W (* f F))) L_irresolute))
(define-fun u_S_irresolute_hardline_hold () Real (- (- (- 0.0 (* h_irresolute 1.0)) (* u 0.0)) (* (+ W (* f F)) (- 1.0 (* (- 1.0 mis) 0.0)))))
(define-fun u_R_resolute_hardline_press () Real (+ (* u 0.0) (- 0.0 P)))
(define-fun u_R_irresolute_hardline_hold () Real (+ (* u 0.0) (* J (* (- 1.0 mis) 0.0))))
(define-fun u_R_irresolute_hardline_press () Real (+ (* u 0.0) A))
; q: probability that the stronger state is resolute, in (0, 1)
(assert (> q 0.0))
(assert (< q 1.0))
; A: rival's gain from pressing an irresolute state, > 0
(assert (> A 0.0))
; P: rival's loss from pressing a resolute state, > 0
(assert (> P 0.0))
; v_a: worth of what the approach offers, to the rival, >= 0
(assert (>= v_limited 0.0))
; k_a: cost of what the approach offers, to the stronger state, >= 0
(assert (>= k_limited 0.0))
; u: share of the concession given whatever the response, in [0, 1]
(assert (>= u 0.0))
(assert (<= u 1.0))
; y_a: cost of reciprocating, to the rival, >= 0
(assert (>= y_limited 0.0))
; Y_a: gain of the stronger state from being reciprocated, >= 0
(assert (>= Y_limited 0.0))
; s_a: share of the rival's insecurity that the approach could relieve, in [0, 1], limited no more than core
(assert (>= s_limited 0.0))
(assert (<= s_limited 1.0))
; mis: share of the relief lost to mistrust, in [0, 1]
(assert (>= mis 0.0))
(assert (<= mis 1.0))
; dil: share of the relief lost under cover, in [0, 1]
(assert (>= dil 0.0))
(assert (<= dil 1.0))
; J: rival's cost of full insecurity, >= 0
(assert (>= J 0.0))
; W: stronger state's expected cost of war at full insecurity, >= 0
(assert (>= W 0.0))
; h_t: cost of hardline policies, >= 0
(assert (>= h_resolute 0.0))
(assert (>= h_irresolute 0.0))
; e_a: share of the cost of hardline policies that the approach saves, in [0, 1]
(assert (>= e_limited 0.0))
(assert (<= e_limited 1.0))
; L_t: loss when pressed, > 0
(assert (> L_resolute 0.0))
(assert (> L_irresolute 0.0))
; f: probability that a conflict left unresolved flares up later, in [0, 1]
(assert (>= f 0.0))
(assert (<= f 1.0))
; F: stronger state's loss if it does, >= 0
(assert (>= F 0.0))
; `q < A / (A + P)`
(assert (> (- A (* q (+ A P))) 0.0))
; strategies and beliefs are probabilities
(assert (>= sigma_hardline_resolute 0.0))
(assert (>= sigma_hardline_irresolute 0.0))
(assert (>= rho_press_hardline 0.0))
(assert (>= rho_hold_hardline 0.0))
(assert (>= mu_resolute_hardline 0.0))
(assert (>= mu_irresolute_hardline 0.0))
(assert (= sigma_hardline_resolute 1.0))
(assert (= sigma_hardline_irresolute 1.0))
(assert (= (+ rho_press_hardline rho_hold_hardline) 1.0))
(assert (= (+ mu_resolute_hardline mu_irresolute_hardline) 1.0))
; the sender is rational
(assert (<= (+ (* rho_press_hardline u_S_resolute_hardline_press) (* rho_hold_hardline u_S_resolute_hardline_hold)) V_resolute))
(assert (=> (> sigma_hardline_resolute 0.0) (= (+ (* rho_press_hardline u_S_resolute_hardline_press) (* rho_hold_hardline u_S_resolute_hardline_hold)) V_resolute)))
(assert (<= (+ (* rho_press_hardline u_S_irresolute_hardline_press) (* rho_hold_hardline u_S_irresolute_hardline_hold)) V_irresolute))
(assert (=> (> sigma_hardline_irresolute 0.0) (= (+ (* rho_press_hardline u_S_irresolute_hardline_press) (* rho_hold_hardline u_S_irresolute_hardline_hold)) V_irresolute)))
; beliefs follow Bayes' rule
(assert (=> (or (> sigma_hardline_resolute 0.0) (> sigma_hardline_irresolute 0.0)) (and (= (* mu_resolute_hardline (+ (* q sigma_hardline_resolute) (* (- 1.0 q) sigma_hardline_irresolute))) (* q sigma_hardline_resolute)) (= (* mu_irresolute_hardline (+ (* q sigma_hardline_resolute) (* (- 1.0 q) sigma_hardline_irresolute))) (* (- 1.0 q) sigma_hardline_irresolute)))))
; the receiver is rational
(assert (=> (> rho_press_hardline 0.0) (>= (+ (* mu_resolute_hardline (- u_R_resolute_hardline_press u_R_irresolute_hardline_hold)) (* mu_irresolute_hardline (- u_R_irresolute_hardline_press u_R_irresolute_hardline_hold))) 0.0)))
(assert (=> (> rho_hold_hardline 0.0) (>= (+ (* mu_resolute_hardline (- u_R_irresolute_hardline_hold u_R_resolute_hardline_press)) (* mu_irresolute_hardline (- u_R_irresolute_hardline_hold u_R_irresolute_hardline_press))) 0.0)))
; and yet the claim fails
(assert (not (= rho_press_hardline 1.0)))
(check-sat)
